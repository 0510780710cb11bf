'use strict';

const fs = require('node:fs');
const { spawn, spawnSync } = require('node:child_process');

const forever = () => new Promise((resolve) => setTimeout(resolve, 3_600_000));
const acts = {
  fine: () => 'fine',
  close_streams: () => { fs.closeSync(1); fs.closeSync(2); return 'fine'; },
  close_everything: () => { for (let i = 0; i < 8; i++) { try { fs.closeSync(i); } catch {} } return 'gone'; },
  write_into_the_protocol: () => { fs.writeSync(4, 'garbage that is no frame'); return 'fine'; },
  unreadable_exception: () => { throw Object.create(null, { message: { get() { throw new Error('not even this'); } } }); },
  long_message: () => { throw new Error('x'.repeat(3_000_000)); },
  deep_recursion: () => acts.deep_recursion(),
  cancelled: () => Promise.reject(new DOMException('no more', 'AbortError')),
  long_line: () => { fs.writeSync(2, 'x'.repeat(64 * 1024 - 10)); return 'fine'; },
  garbage_in_the_log: () => { fs.writeSync(2, Buffer.from(Array.from({ length: 4096 }, (_, i) => i % 256))); return 'fine'; },
  much_output: () => { for (let i = 0; i < 4000; i++) console.log('y'.repeat(1000)); return 'fine'; },
  late_output: () => { setInterval(() => console.log('late'), 1); return 'fine'; },
  stay_behind: () => {
    const shell = spawnSync('sh', ['-c', 'sleep 3600 >/dev/null 2>&1 & echo $!'], { encoding: 'utf8' });
    console.log('started', Number(shell.stdout));
    return 'fine';
  },
  stay_behind_and_crash: () => { acts.stay_behind(); process.kill(process.pid, 'SIGKILL'); return forever(); },
  stay_behind_and_sleep: () => { acts.stay_behind(); return forever(); },
  hold_the_log: () => { spawn('sleep', ['3600'], { stdio: 'inherit' }); return 'fine'; },
  environment: () => process.env.ODD,
  pid: () => process.pid,
  stop: () => { console.log('started', process.pid); process.kill(process.pid, 'SIGSTOP'); return forever(); },
  exit_hook: () => { process.on('exit', () => fs.writeSync(2, 'at the end\n')); return 'fine'; },
};
exports.act = (event) => acts[event]();
