import type { DurableHost, Pending } from '../interpreter/run/durable-host';
import type {
  CloseInput,
  CloseResult,
  Failure,
  MigratedRun,
  RunFrame,
  SegmentInput,
  SegmentResult,
} from '../plan/walk';

/** What a run asks of its host. A run that is walked again has to ask for the same in the same order. */
export type Command =
  | { readonly kind: 'timer'; readonly milliseconds: number; readonly summary: string }
  | { readonly kind: 'segment'; readonly long: boolean; readonly input: SegmentInput }
  | { readonly kind: 'close'; readonly input: CloseInput }
  | { readonly kind: 'cancel'; readonly command: number };

/** What a command has come to. */
export type Completion =
  | { readonly kind: 'done'; readonly value: SegmentResult | CloseResult | undefined }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Has commands done. */
export interface Executor {
  begin(number: number, command: Command): void;
  cancel(number: number): void;
}

/** Ends the walk of one history. */
export class ContinuedAsNew extends Error {
  constructor(readonly resume: RunFrame) {
    super('The run continues as new.');
  }
}

class Cancelled extends Error {}

class WorkFailed extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** A run lives here in virtual time. It numbers its commands; whoever has them done tells what they came to. */
export class VirtualHost implements DurableHost {
  readonly commands: Command[] = [];
  readonly #waiting = new Map<number, Waiting>();
  #resting: { readonly hasNews: () => boolean; readonly resolve: () => void } | undefined;
  #time: number;
  #details = '';

  constructor(
    time: number,
    private readonly executor: Executor,
    /** Says at each rest whether the run should continue as new. */
    private readonly mustContinue: () => boolean,
    /** Says whether the history counts as too long for more. */
    readonly mustDrain: () => boolean = () => false,
  ) {
    this.#time = time;
  }

  /** Where the run stands, in Markdown. */
  get details(): string {
    return this.#details;
  }

  now(): number {
    return this.#time;
  }

  startTimer(milliseconds: number, summary: string): Pending<void> {
    return this.#begin({ kind: 'timer', milliseconds, summary });
  }

  runSteps(input: SegmentInput): Pending<SegmentResult> {
    return this.#begin({ kind: 'segment', long: false, input: copy(input) });
  }

  runLongStep(input: SegmentInput): Pending<SegmentResult> {
    return this.#begin({ kind: 'segment', long: true, input: copy(input) });
  }

  closeRun(input: CloseInput): Promise<CloseResult> {
    return this.#begin<CloseResult>({ kind: 'close', input: copy(input) }).done;
  }

  rest(hasNews: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#resting = { hasNews, resolve };
    });
  }

  shield<T>(act: () => Promise<T>): Promise<T> {
    return act();
  }

  showDetails(markdown: string): void {
    this.#details = markdown;
  }

  shouldContinue(): boolean {
    return this.mustContinue();
  }

  /** A simulation migrates no run. */
  migrateRun(): Promise<MigratedRun> {
    return Promise.resolve({ refused: 'a simulation has one plan' });
  }

  continueAsNew(resume: RunFrame): Promise<never> {
    return Promise.reject(new ContinuedAsNew(copy(resume)));
  }

  isCancellation(error: unknown): boolean {
    return error instanceof Cancelled;
  }

  failureOf(error: unknown): Failure | undefined {
    return error instanceof WorkFailed ? error.failure : undefined;
  }

  /** Time goes on for the run: it does so only from one event to the next. */
  setTime(time: number): void {
    this.#time = time;
  }

  /** Tells what a command has come to; one that was called off is not heard. */
  complete(number: number, completion: Completion): boolean {
    const waiting = this.#waiting.get(number);
    if (!waiting) return false;
    this.#waiting.delete(number);
    if (completion.kind === 'done') waiting.resolve(copy(completion.value));
    else waiting.reject(new WorkFailed(completion.failure));
    return true;
  }

  /** Ends the rest of a run that has news; false when it has none. */
  wake(): boolean {
    const resting = this.#resting;
    if (!resting?.hasNews()) return false;
    this.#resting = undefined;
    resting.resolve();
    return true;
  }

  #begin<T>(command: Command): Pending<T> {
    const number = this.commands.push(command) - 1;
    const done = new Promise<T>((resolve, reject) => {
      this.#waiting.set(number, { resolve: resolve, reject });
    });
    this.executor.begin(number, command);
    return {
      done,
      cancel: () => {
        const waiting = this.#waiting.get(number);
        if (!waiting) return;
        this.#waiting.delete(number);
        this.commands.push({ kind: 'cancel', command: number });
        this.executor.cancel(number);
        waiting.reject(new Cancelled());
      },
    };
  }
}

/** What crosses a process is JSON. */
function copy<T>(value: T): T {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);
}
