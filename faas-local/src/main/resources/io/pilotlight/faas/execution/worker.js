// Runs one function in a process of its own.
//
// Frames come in on descriptor 3 and go out on descriptor 4; 0 reads nothing, 1, 2 and 5 are the log. A frame is the length
// of the rest (4 bytes, big-endian), its kind (1 byte), the length of its head (4 bytes), its head (JSON) and its body
// (any bytes). Between invocations this program waits for the next frame and does nothing else.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { Worker } = require('node:worker_threads');

const SOURCE = 3;
const SINK = 4;
const LOG = 5;
const LONGEST_MESSAGE = 32_768; // characters
const LONGEST_STACK = 256; // frames
const WORTH_ASKING_FOR_MEMORY = 100_000; // nanoseconds: below, asking takes longer than the run

function readFully(length) {
  const buffer = Buffer.allocUnsafe(length);
  let at = 0;
  while (at < length) {
    const count = fs.readSync(SOURCE, buffer, at, length - at, null);
    if (count === 0) return null; // the parent has hung up
    at += count;
  }
  return buffer;
}

function receive() {
  const prefix = readFully(9);
  if (prefix === null) return null;
  const rest = readFully(prefix.readUInt32BE(0) - 5);
  if (rest === null) return null;
  const headLength = prefix.readUInt32BE(5);
  return { head: JSON.parse(rest.toString('utf8', 0, headLength)), body: rest.subarray(headLength) };
}

function writeFully(descriptor, buffer) {
  for (let at = 0; at < buffer.length; ) {
    try {
      at += fs.writeSync(descriptor, buffer, at, buffer.length - at);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}

function send(kind, head, body = Buffer.alloc(0)) {
  const headBytes = Buffer.from(JSON.stringify(head));
  const prefix = Buffer.allocUnsafe(9);
  prefix.writeUInt32BE(5 + headBytes.length + body.length, 0);
  prefix.write(kind, 4, 'latin1');
  prefix.writeUInt32BE(headBytes.length, 5);
  writeFully(SINK, Buffer.concat([prefix, headBytes, body]));
}

// Ends a process with what it has started: its descendants as far as they can be found, and the group that it leads, if it does.
function endTree(pid) {
  const fs = require('node:fs');
  function children(of) {
    try {
      return fs.readdirSync('/proc/' + of + '/task').flatMap((thread) =>
        fs.readFileSync('/proc/' + of + '/task/' + thread + '/children', 'utf8').split(' ').filter(Boolean));
    } catch { return []; }
  }
  function kill(target) { try { process.kill(target, 'SIGKILL'); } catch {} }
  function end(target) { for (const child of children(target)) end(child); kill(Number(target)); }
  for (const child of children(pid)) end(child);
  kill(-pid);
  kill(pid);
}

// A thread that ends the process when the parent is gone, even while the function blocks the event loop.
function guardAgainstLossOfParent(parent) {
  const watch = `${endTree}
    setInterval(() => { if (process.ppid !== ${Number(parent)}) endTree(process.pid); }, 500);
  `;
  const guard = new Worker(watch, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 } });
  guard.unref();
}

class Meter {
  constructor() {
    this.first = true;
    try {
      this.reset = fs.openSync('/proc/self/clear_refs', 'w');
      this.status = fs.openSync('/proc/self/status', 'r');
    } catch {
      this.status = undefined;
    }
    this.buffer = Buffer.alloc(4096);
  }

  start() {
    if (this.status !== undefined && !this.first) {
      try {
        fs.writeSync(this.reset, '5'); // forgets the peak so far: see proc(5)
      } catch {
        this.status = undefined;
      }
    }
    this.usage = process.cpuUsage();
    this.started = process.hrtime.bigint();
  }

  stop() {
    const elapsed = process.hrtime.bigint() - this.started;
    const usage = process.cpuUsage(this.usage);
    const cost = { user: usage.user * 1000, system: usage.system * 1000 };
    if (this.status !== undefined && (this.first || elapsed >= WORTH_ASKING_FOR_MEMORY)) {
      // not maxRSS: that one remembers the parent's size from before exec
      try {
        const text = this.buffer.toString('latin1', 0, fs.readSync(this.status, this.buffer, 0, 4096, 0));
        const peak = /VmHWM:\s*(\d+) kB/.exec(text);
        if (peak) cost.peak = Number(peak[1]) * 1024;
      } catch {
        this.status = undefined; // the function closed it
      }
    }
    this.first = false;
    return cost;
  }
}

class Refused extends Error {
  constructor(kind, error) {
    super();
    this.kind = kind;
    this.error = error;
  }
}

function failure(kind, error) {
  try {
    const known = error instanceof Error || (error !== null && typeof error === 'object' && 'message' in error);
    const itsOwn = known && error.stack && kind !== 'INPUT' && kind !== 'RESULT'; // else it is that of JSON
    const stack = itsOwn ? String(error.stack).split('\n').filter((line) => line.startsWith('    at ')) : [];
    return {
      kind,
      type: String((known && error.name) || typeof error),
      message: String(known ? error.message : error).slice(0, LONGEST_MESSAGE),
      stack: stack.slice(0, LONGEST_STACK).map((line) => line.trim().slice(0, LONGEST_MESSAGE)),
    };
  } catch {
    return { kind, type: typeof error, message: 'its message cannot be read', stack: [] };
  }
}

async function load(handler) {
  const dot = handler.lastIndexOf('.');
  const module = handler.slice(0, dot);
  const name = handler.slice(dot + 1);
  const folder = process.cwd();
  const file = ['.js', '.cjs', '.mjs'].map((end) => path.join(folder, module + end)).find((candidate) => fs.existsSync(candidate));
  if (file === undefined) throw new Error(`no ${module}.js, ${module}.cjs or ${module}.mjs in ${folder}`);
  const exports = await import(pathToFileURL(file).href);
  const found = exports[name] ?? exports.default?.[name];
  if (typeof found !== 'function') throw new TypeError(`${path.basename(file)} exports no function ${name}`);
  return found;
}

function contextOf(head) {
  const deadline = performance.now() + head.remaining;
  const remainingMillis = () => Math.max(0, Math.round(deadline - performance.now()));
  return {
    invocationId: head.id,
    awsRequestId: head.id,
    functionName: head.function,
    functionVersion: head.version,
    attempt: head.attempt,
    traceParent: head.traceparent,
    remainingMillis,
    getRemainingTimeInMillis: remainingMillis,
  };
}

async function call(handler, head, body) {
  let event = body;
  if (head.json) {
    try {
      event = JSON.parse(body.toString('utf8'));
    } catch (error) {
      throw new Refused('INPUT', error);
    }
  }
  return await handler(event, contextOf(head));
}

function encode(result, maximum) {
  let encoded;
  if (result instanceof Uint8Array) {
    encoded = Buffer.from(result.buffer, result.byteOffset, result.byteLength);
  } else {
    try {
      encoded = Buffer.from(JSON.stringify(result === undefined ? null : result, finite) ?? unfit(result));
    } catch (error) {
      throw new Refused('RESULT', error);
    }
  }
  if (encoded.length > maximum) {
    throw new Refused('RESULT', new RangeError(`the result has ${encoded.length} bytes; ${maximum} are allowed`));
  }
  return encoded;
}

// JSON.stringify would write null for these, in silence
function finite(key, value) {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`JSON has no number for ${value}`);
  return value;
}

function unfit(result) {
  throw new TypeError(`JSON cannot carry a ${typeof result}`);
}

const turnOfTheEventLoop = () => new Promise((resolve) => setImmediate(resolve));

async function serve(handler, start) {
  const meter = new Meter();
  const endOfLog = Buffer.from(start.mark);
  for (;;) {
    const frame = receive();
    if (frame === null) return;
    let result;
    let problem;
    meter.start();
    try {
      result = encode(await call(handler, frame.head, frame.body), start.maximum);
    } catch (error) {
      problem = error instanceof Refused ? failure(error.kind, error.error) : failure('HANDLER', error);
    }
    const cost = { id: frame.head.id, ...meter.stop() };
    if (problem === undefined) send('O', cost, result);
    else send('E', { ...cost, ...problem });
    writeFully(LOG, endOfLog);
    await turnOfTheEventLoop();
  }
}

async function main() {
  process.on('SIGINT', () => {}); // Ctrl-C is for the parent, which hangs up when it ends
  const frame = receive();
  if (frame === null) return;
  const start = frame.head;
  Object.assign(process.env, start.variables);
  guardAgainstLossOfParent(start.parent);
  let handler;
  try {
    handler = await load(start.handler);
  } catch (error) {
    send('F', failure('INIT', error));
    return;
  }
  writeFully(LOG, Buffer.from(start.mark));
  send('R', {});
  await serve(handler, start);
}

main().then(() => {
  process.once('exit', () => endTree(process.pid)); // after what the function wants to do at its end
  process.exit(0);
});
