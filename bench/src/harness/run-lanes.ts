/** Runs `step` again and again on each of `lanes` lanes, one after the other within a lane, until the time is over. */
export async function runLanes(
  options: { readonly lanes: number; readonly seconds: number },
  step: (lane: number) => Promise<void>,
): Promise<{ readonly steps: number; readonly perSecond: number; readonly latenciesMs: readonly number[] }> {
  const startedAtMs = performance.now();
  const endsAtMs = startedAtMs + options.seconds * 1000;
  const latenciesMs: number[] = [];
  const drive = async (lane: number): Promise<void> => {
    for (let nowMs = performance.now(); nowMs < endsAtMs;) {
      await step(lane);
      const doneMs = performance.now();
      latenciesMs.push(doneMs - nowMs);
      nowMs = doneMs;
    }
  };
  await Promise.all(Array.from({ length: options.lanes }, (_, lane) => drive(lane)));
  const seconds = (performance.now() - startedAtMs) / 1000;
  return { steps: latenciesMs.length, perSecond: latenciesMs.length / seconds, latenciesMs };
}
