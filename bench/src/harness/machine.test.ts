import os from 'node:os';
import type * as nodeOs from 'node:os';
import { describe, expect, it, vi } from 'vitest';
import { describeMachine } from './machine.js';

vi.mock('node:os', async (load) => {
  const real = await load<typeof nodeOs>();
  return {
    ...real,
    availableParallelism: vi.fn(() => 2),
    cpus: vi.fn(() => [{ model: '  Fast CPU ' }, { model: 'Other' }]),
    totalmem: () => 7.7 * 2 ** 30,
  };
});

describe('describeMachine', () => {
  it('names the processor without blanks around it, and rounds memory to gigabytes', () => {
    expect(describeMachine()).toMatchObject({ cpu: 'Fast CPU', memoryGb: 8 });
  });

  it('counts the cores that the process may use, not those of the machine', async () => {
    const { availableParallelism } = await import('node:os');
    vi.mocked(availableParallelism).mockReturnValueOnce(1);
    expect(describeMachine().cores).toBe(1);
  });

  it('says so where the system tells nothing of its processor', async () => {
    const { cpus } = await import('node:os');
    vi.mocked(cpus).mockReturnValueOnce([]);
    expect(describeMachine().cpu).toBe('unknown');
  });

  it('names runtime and system, so that figures can be set beside others', () => {
    expect(describeMachine()).toMatchObject({
      node: process.version,
      os: `${process.platform} ${os.release()} ${process.arch}`,
    });
  });
});
