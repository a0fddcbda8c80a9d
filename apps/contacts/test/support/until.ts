/** Resolves with the first answer that the test accepts; fails with the last one after `within` milliseconds. */
export async function until<T>(
  ask: () => T | Promise<T>,
  accepts: (answer: T) => boolean,
  within = 10_000,
): Promise<T> {
  const deadline = Date.now() + within;
  for (;;) {
    const answer = await ask();
    if (accepts(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`Still ${JSON.stringify(answer)} after ${within} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
