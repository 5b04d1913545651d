// Hocuspocus with its SQLite extension, keeping documents in the folder that is given.
import { join } from 'node:path';
import { Server } from '@hocuspocus/server';
import { SQLite } from '@hocuspocus/extension-sqlite';

const server = new Server({
  port: 0,
  address: '127.0.0.1',
  quiet: true,
  extensions: [new SQLite({ database: join(process.argv[2], 'documents.sqlite') })],
});
await server.listen();
console.log(`listening ${server.address.port}`);
