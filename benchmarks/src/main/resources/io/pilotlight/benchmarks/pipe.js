// The least that a worker can be: 4 bytes of length and the message come in, and go out again.
'use strict';

const fs = require('node:fs');
const parses = process.argv[1] === 'json';

function read(length) {
  const buffer = Buffer.allocUnsafe(length);
  for (let at = 0; at < length; ) {
    const count = fs.readSync(0, buffer, at, length - at, null);
    if (count === 0) process.exit(0);
    at += count;
  }
  return buffer;
}

for (;;) {
  let message = read(read(4).readUInt32BE(0));
  if (parses) message = Buffer.from(JSON.stringify(JSON.parse(message.toString('utf8'))));
  const prefix = Buffer.allocUnsafe(4);
  prefix.writeUInt32BE(message.length, 0);
  fs.writeSync(1, Buffer.concat([prefix, message]));
}
