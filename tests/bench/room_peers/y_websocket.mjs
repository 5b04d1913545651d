// The server of y-websocket, keeping documents in LevelDB in the folder that is given.
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

process.env.YPERSISTENCE = process.argv[2];
const { setupWSConnection } = await import('@y/websocket-server/utils');
const http = createServer();
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
sockets.on('connection', setupWSConnection);
http.listen(0, '127.0.0.1', () => console.log(`listening ${http.address().port}`));
