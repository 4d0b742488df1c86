import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os';

/** What a measurement ran on. Figures from different machines compare as ratios only. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
  readonly os: string;
}

/** Describes the machine this process runs on; `cores` is what the process may use, not what the machine has. */
export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    os: `${platform()} ${release()} ${arch()}`,
  };
}
