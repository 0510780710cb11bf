'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { spawn: start, spawnSync } = require('node:child_process');

let calls = 0;
const forever = () => new Promise((resolve) => setTimeout(resolve, 3_600_000));

exports.echo = (event) => event;
exports.who = (event, context) => [
  context.invocationId, context.functionName, context.functionVersion, context.attempt,
  process.env.COLOUR, path.basename(process.cwd()), context.remainingMillis() > 0, context.traceParent,
];
exports.count = () => ++calls;
exports.pid = () => process.pid;
exports.throw = (event) => { throw new RangeError('on purpose: ' + event); };
exports.leave = () => process.kill(process.pid, 'SIGKILL') && forever();
exports.leave_politely = () => process.exit(4);
exports.unfit = (event) => (event === 'type' ? { a: 1n } : NaN);
exports.large = (event) => 'x'.repeat(event);
exports.sleep = () => { console.log('started', process.pid); return forever(); };
exports.spin = () => { console.log('started', process.pid); for (;;); };
exports.spawn = () => { console.log('started', start('sleep', ['3600']).pid); return forever(); };
exports.chatter = () => {
  console.log('to stdout');
  console.error('to stderr');
  fs.writeSync(1, 'to descriptor 1\n');
  fs.writeSync(2, 'to descriptor 2, ünïcode\n');
  spawnSync('echo', ['from a child'], { stdio: 'inherit' });
  process.stdout.write('without an end');
  return [fs.readFileSync(0, 'utf8'), ''];
};
exports.burn = (event) => {
  const block = Buffer.alloc(event, 1);
  const before = process.cpuUsage();
  for (let spent = 0; spent < 20_000; ) {
    const usage = process.cpuUsage(before);
    spent = usage.user + usage.system;
  }
  return block.length;
};
exports.later = async (event) => 'later ' + event;
exports.not_a_function = 42;
