// Runs a command in a process group of its own that ends when standard input closes: so it ends with the process that
// started this one, however that one dies.
'use strict';
const {spawn} = require('node:child_process');

const [command, ...words] = process.argv.slice(1);
const child = spawn(command, words, {detached: true, stdio: ['ignore', 'inherit', 'inherit']});
const end = () => {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (alreadyGone) {
    // its end is what we want
  }
};
child.on('error', error => {
  console.error(`npm error ${error.message}`);
  process.exit(127);
});
child.on('exit', (code, signal) => process.exit(code === null ? 128 : code));
process.stdin.on('end', end).on('error', end).resume();
