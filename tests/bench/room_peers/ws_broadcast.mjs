// Everybody in a room (a path) is sent what one of them sends.
import { WebSocketServer } from 'ws';

const rooms = new Map();
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false }, () => {
  console.log(`listening ${server.address().port}`);
});
server.on('connection', (socket, request) => {
  const people = rooms.get(request.url) ?? new Set();
  rooms.set(request.url, people);
  people.add(socket);
  socket.on('message', (data, binary) => {
    for (const each of people) each.send(data, { binary });
  });
  socket.on('close', () => people.delete(socket));
});
