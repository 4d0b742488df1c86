import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { cleanUp, MAIN_FILE, makeScratch, runNode, toEnvironment } from './server-process-fixture.js';

const DIRECTORY = join(dirname(MAIN_FILE), 'commands');
// What is built may still hold commands that are gone.
const COMMANDS = readdirSync(new URL('../commands', import.meta.url)).map((name) => name.replace(/\.ts$/u, ''));

afterEach(cleanUp);

describe('the commands', () => {
  it('are there', () => {
    expect(COMMANDS.length).toBeGreaterThanOrEqual(5);
  });

  it.each(COMMANDS)(
    '%s says how it is called, in a few lines, when it is asked and when it is called otherwise',
    async (name) => {
      const env = toEnvironment({ DATA_DIR: await makeScratch() });
      const call = (option: string) => runNode([join(DIRECTORY, `${name}.js`), option], { env });
      const asked = await call('--help');
      expect({ code: asked.code, stderr: asked.stderr }).toEqual({ code: 0, stderr: '' });
      expect(asked.stdout).toMatch(/^Usage: npm run (?:-s )?[a-z:-]+/u);
      expect(asked.stdout.trim().split('\n').length).toBeLessThanOrEqual(6);
      const wrong = await call('--wrong');
      expect({ code: wrong.code, stdout: wrong.stdout }).toEqual({ code: 1, stdout: '' });
      expect(wrong.stderr).toBe(`Unknown option '--wrong'.\n${asked.stdout}`);
    },
    30_000,
  );
});
