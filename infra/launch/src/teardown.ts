/** What has to be undone, in the reverse order; what comes in late is undone at once. */
export class Teardown {
  readonly #steps: (() => unknown)[] = [];
  #late: Promise<unknown> = Promise.resolve();
  #closing = false;

  add(step: () => unknown): void {
    if (this.#closing) this.#late = Promise.all([this.#late, attempt(step)]);
    else this.#steps.push(step);
  }

  /** May be called again, for what came in late. One step that fails does not keep the others from being done. */
  async close(): Promise<void> {
    this.#closing = true;
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) await attempt(step);
    await this.#late;
  }
}

async function attempt(step: () => unknown): Promise<void> {
  try {
    await step();
  } catch {
    // nothing is left to be told: the process is on its way out
  }
}
