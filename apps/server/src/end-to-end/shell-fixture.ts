import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readAnswer, type Answer } from '../abuse/answer-fixture.js';
import { makeScratch, runCommand } from './server-process-fixture.js';

/** Runs a documented command as it stands, with `$BASE` and `$API_KEY` in the environment. */
export async function runShell(command: string, env: Readonly<Record<string, string>>): Promise<Answer> {
  const home = await makeScratch();
  // curl's own settings file makes it tell the status; the command itself stays as it is written.
  await writeFile(join(home, '.curlrc'), 'silent\nshow-error\nwrite-out = "\\n%{http_code} %{content_type}"\n');
  const { code, stdout, stderr } = await runCommand('bash', ['-c', command], {
    cwd: home,
    env: { ...env, CURL_HOME: home },
  });
  const [, body, status, type] = /^([\s\S]*)\n(\d{3}) (.*)$/.exec(stdout) ?? [];
  if (code !== 0 || body === undefined) return readAnswer(0, {}, `${code} ${stdout}${stderr}`);
  return readAnswer(Number(status), { 'content-type': type }, body);
}
