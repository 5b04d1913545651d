// ShareDB with its store in memory. The rooms' documents are made when somebody first connects to their path.
import { Duplex } from 'node:stream';
import ShareDB from 'sharedb';
import { WebSocketServer } from 'ws';

const share = new ShareDB({ doNotForwardSendPresenceErrorsToClient: true });
const local = share.connect();
const made = new Map();
function make(name) {
  if (!made.has(name))
    made.set(name, new Promise((resolve, reject) => {
      local.get('rooms', name).create({ t: '' }, (error) => (error ? reject(error) : resolve()));
    }));
  return made.get(name);
}

function streamOf(socket) {
  const stream = new Duplex({
    objectMode: true,
    read() {},
    write(message, _, done) {
      if (socket.readyState === 1) socket.send(JSON.stringify(message));
      done();
    },
  });
  socket.on('close', () => stream.destroy());
  return stream;
}

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false }, () => {
  console.log(`listening ${server.address().port}`);
});
server.on('connection', (socket, request) => {
  const early = [];
  let stream;
  socket.on('message', (data) => (stream ? stream.push(JSON.parse(data)) : early.push(JSON.parse(data))));
  make(request.url.slice(1)).then(() => {
    stream = streamOf(socket);
    share.listen(stream);
    for (const message of early) stream.push(message);
  });
});
