import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { LoadResult, LoadSpec } from './load.js';
import { createResponseReader } from './response-reader.js';

// The entry of a process of its own (see run-load.ts): it must not share a thread, nor a garbage collector, with
// what it measures.

interface Run {
  readonly spec: LoadSpec;
  readonly startedAtMs: number;
  readonly endsAtMs: number;
  readonly latenciesMs: number[];
  readonly endedAtMs: number[];
  failures: number;
}

function generateLoad(spec: LoadSpec): Promise<LoadResult> {
  const startedAtMs = performance.now();
  const run: Run = {
    spec,
    startedAtMs,
    endsAtMs: startedAtMs + spec.seconds * 1000,
    latenciesMs: [],
    endedAtMs: [],
    failures: 0,
  };
  const drive = spec.ratePerSecond === undefined ? driveClosed : drivePaced;
  const lanes = Array.from({ length: spec.connections }, (_, lane) => drive(run, lane));
  return Promise.all(lanes).then(() => toResult(run));
}

/** One connection that sends the next request when it has its answer. */
function driveClosed(run: Run): Promise<void> {
  const request = Buffer.from(run.spec.request);
  let sentAtMs = performance.now();
  return drive(run, {
    onReady: (socket) => socket.write(request),
    onAnswer: (socket) => {
      const nowMs = performance.now();
      record(run, sentAtMs, nowMs);
      if (nowMs >= run.endsAtMs) return void socket.end();
      sentAtMs = nowMs;
      socket.write(request);
    },
  });
}

/** One connection that sends when its next request is due, and pipelines where the answers are late. */
function drivePaced(run: Run, lane: number): Promise<void> {
  const request = Buffer.from(run.spec.request);
  const everyMs = (1000 * run.spec.connections) / (run.spec.ratePerSecond ?? 1);
  let dueAtMs = run.startedAtMs + (everyMs * lane) / run.spec.connections;
  const waitingSinceMs: number[] = [];
  const sendDue = (socket: Socket): void => {
    for (; dueAtMs <= performance.now() && dueAtMs < run.endsAtMs; dueAtMs += everyMs) {
      waitingSinceMs.push(dueAtMs);
      socket.write(request);
    }
    if (dueAtMs < run.endsAtMs) setTimeout(sendDue, Math.max(0, dueAtMs - performance.now()), socket);
    else if (waitingSinceMs.length === 0) socket.end();
  };
  return drive(run, {
    onReady: sendDue,
    onAnswer: (socket) => {
      const dueMs = waitingSinceMs.shift();
      if (dueMs !== undefined) record(run, dueMs, performance.now());
      if (waitingSinceMs.length === 0 && dueAtMs >= run.endsAtMs) socket.end();
    },
  });
}

function record({ latenciesMs, endedAtMs }: Run, fromMs: number, toMs: number): void {
  latenciesMs.push(toMs - fromMs);
  endedAtMs.push(performance.timeOrigin + toMs);
}

interface Lane {
  onReady(socket: Socket): void;
  onAnswer(socket: Socket): void;
}

function drive(run: Run, lane: Lane): Promise<void> {
  return new Promise((resolve) => {
    const reader = createResponseReader();
    const socket = connect({ host: '127.0.0.1', port: run.spec.port, noDelay: true });
    socket.on('connect', () => lane.onReady(socket));
    socket.on('data', (chunk) => {
      for (const status of reader.push(chunk)) {
        if (status < 200 || status > 299) run.failures += 1;
        lane.onAnswer(socket);
      }
    });
    // 'close' follows, and ends the lane.
    socket.on('error', () => (run.failures += 1));
    socket.on('close', () => resolve());
  });
}

function toResult({ latenciesMs, endedAtMs, failures, startedAtMs }: Run): LoadResult {
  const seconds = (performance.now() - startedAtMs) / 1000;
  return {
    requests: latenciesMs.length,
    failures,
    requestsPerSecond: latenciesMs.length / seconds,
    latenciesMs,
    endedAtMs,
  };
}

process.once('message', (spec: LoadSpec) => {
  void generateLoad(spec).then((result) => process.send?.(result, () => process.disconnect()));
});
