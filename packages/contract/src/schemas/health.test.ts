import { describe, expect, it } from 'vitest';

import { createValidator } from '../testing/create-validator.js';
import { Health, Liveness, Readiness } from './health.js';

const healthy = {
  status: 'healthy',
  version: '0.1.0',
  database: 'ok',
  cache: 'ok',
  embedder: 'ok',
  reembedding: null,
};

describe('Health', () => {
  const faultsOf = createValidator(Health);

  it.each(['database', 'cache', 'embedder'])('tells of %s in four words, and in no other', (part) => {
    for (const word of ['ok', 'starting', 'unavailable', 'disabled']) {
      expect(faultsOf({ ...healthy, [part]: word })).toEqual([]);
    }
    for (const word of ['healthy', 'OK', '']) expect(faultsOf({ ...healthy, [part]: word })).toEqual([`/${part} enum`]);
  });

  it('is healthy or not, with nothing between', () => {
    expect(faultsOf({ ...healthy, status: 'unhealthy' })).toEqual([]);
    expect(faultsOf({ ...healthy, status: 'degraded' })).toEqual(['/status enum']);
  });

  it('tells how far vectors have come to another model', () => {
    for (const status of ['running', 'waiting', 'elsewhere']) {
      expect(faultsOf({ ...healthy, reembedding: { status, progress: 0.5 } })).toEqual([]);
    }
    expect(faultsOf({ ...healthy, reembedding: { status: 'done', progress: 1 } })).not.toEqual([]);
    expect(faultsOf({ ...healthy, reembedding: { status: 'running', progress: 50 } })).not.toEqual([]);
  });

  it('leaves nothing out', () => {
    expect(faultsOf({})).toEqual(Object.keys(healthy).map(() => 'required'));
  });
});

describe('the answers for load balancers', () => {
  it('say that the process lives, or nothing', () => {
    expect(createValidator(Liveness)({ status: 'ok' })).toEqual([]);
    expect(createValidator(Liveness)({ status: 'starting' })).toEqual(['/status const']);
  });

  it('say whether to send requests', () => {
    for (const status of ['ready', 'not_ready']) expect(createValidator(Readiness)({ status })).toEqual([]);
    expect(createValidator(Readiness)({ status: 'ok' })).toEqual(['/status enum']);
  });
});
