/**
 * A circuit breaker (Nygard, "Release It!"). After failures in a row it opens, and nothing is asked. A probe that succeeds
 * makes it half open: one question may go, and only its answer closes it, as who answers a probe may hang at a question.
 */

export interface CircuitOptions {
  /** After so many failures in a row it opens. */
  readonly failures: number;
  /** How long after that it is probed, and after each probe, in milliseconds. */
  readonly probeEveryMs: number;
  probe(): Promise<unknown>;
  /** What an error of a question says of who was asked. */
  verdictOf(error: unknown): Verdict;
  /** Is called when it opens, and when it closes or was found well while nobody asks. */
  onChange(isOpen: boolean): void;
}

/** They fail, they answer after all, or nothing is to be learnt from it. */
export type Verdict = 'ill' | 'well' | 'unknown';

/** A question. It calls `answered` where it has an answer long before all of it has come. */
export type Question<Answer> = (answered: () => void) => Promise<Answer>;

export class Circuit {
  readonly #options: CircuitOptions;
  #state: 'closed' | 'open' | 'half-open' | 'trying' = 'closed';
  /** In a row. */
  #failures = 0;
  /** How often it has opened: what was asked before then says nothing of now. */
  #openings = 0;
  #isOpenSaid = false;
  #isEnded = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: CircuitOptions) {
    this.#options = options;
  }

  /**
   * Asks where that may be.
   * @param refuse is called in place of the question, and throws
   * @example await circuit.run(() => ask('{ viewer { name } }'), () => { throw new Error('It is not asked.') })
   */
  async run<Answer>(ask: Question<Answer>, refuse: () => never): Promise<Answer> {
    if (this.#state === 'closed') return this.#count(ask);
    return this.#state === 'half-open' ? this.#tryWith(ask) : refuse();
  }

  /** Probes no more. */
  end(): void {
    this.#isEnded = true;
    clearTimeout(this.#timer);
  }

  async #count<Answer>(ask: Question<Answer>): Promise<Answer> {
    const openings = this.#openings;
    try {
      const answer = await ask(() => undefined);
      if (openings === this.#openings) this.#failures = 0;
      return answer;
    } catch (error) {
      if (openings === this.#openings && this.#options.verdictOf(error) === 'ill') this.#fail();
      throw error;
    }
  }

  #fail(): void {
    this.#failures += 1;
    if (this.#failures >= this.#options.failures) this.#open();
  }

  /** Others are refused until it has an answer. */
  async #tryWith<Answer>(ask: Question<Answer>): Promise<Answer> {
    clearTimeout(this.#timer);
    this.#state = 'trying';
    let isDecided = false;
    const decide = (isWell: boolean): void => {
      if (isDecided) return;
      isDecided = true;
      if (isWell) this.#close();
      else this.#open();
    };
    try {
      const answer = await ask(() => decide(true));
      decide(true);
      return answer;
    } catch (error) {
      decide(this.#options.verdictOf(error) === 'well');
      throw error;
    }
  }

  #close(): void {
    this.#state = 'closed';
    this.#failures = 0;
    this.#say(false);
  }

  #open(): void {
    this.#state = 'open';
    this.#openings += 1;
    this.#say(true);
    this.#probeLater();
  }

  // By a timer and no clock, as a clock may be set back.
  #probeLater(): void {
    if (this.#isEnded) return;
    this.#timer = setTimeout(() => void this.#probe(), this.#options.probeEveryMs);
  }

  async #probe(): Promise<void> {
    const state = this.#state;
    const openings = this.#openings;
    const isWell = await this.#options.probe().then(
      () => true,
      () => false,
    );
    // A question was asked meanwhile, and says more.
    if (this.#state !== state || this.#openings !== openings) return;
    if (isWell && state === 'half-open') {
      // Nobody asks, so nobody has to be woken for it. The next question still goes alone.
      this.#say(false);
      return;
    }
    this.#state = isWell ? 'half-open' : 'open';
    this.#probeLater();
  }

  #say(isOpen: boolean): void {
    if (this.#isOpenSaid === isOpen) return;
    this.#isOpenSaid = isOpen;
    this.#options.onChange(isOpen);
  }
}
