import { setImmediate } from 'node:timers/promises';
import { Run } from '../interpreter/run/run';
import { invariant } from '../plan/errors';
import { CURRENT_FLAGS } from '../plan/flags';
import type { Plan } from '../plan/schema';
import type { Value, Variables } from '../plan/value';
import {
  FRAME_VERSION,
  type InboxRow,
  type RestoredRun,
  type RunFrame,
  type RunOutcome,
  type RunStart,
} from '../plan/walk';
import { decide } from './effects/approvals';
import { reply } from './effects/questions';
import { publishFromOutside } from './effects/events';
import { SimulatedChildren } from './children';
import type { Faults, Places } from './faults';
import { fillRows } from './fill-rows';
import type { History, Stimulus } from './history';
import { createRunRows, hasEnded, sendInbox, type RunRows } from './run-rows';
import { ContinuedAsNew, VirtualHost, type Command, type Completion } from './virtual-host';
import { VirtualTime } from './virtual-time';
import { VirtualWorker } from './virtual-worker';
import type { HeardQuestion, Hold, Incoming, Operation, Question, World } from './world';

/** When every simulated run begins: 2026-01-05, 9:00 UTC. */
export const BEGINNING = Date.UTC(2026, 0, 5, 9);
/** Events after which a run counts as endless. */
const MAX_EVENTS = 1_000_000;
/** What RANDOM draws from where nothing is said. */
const DEFAULT_CHANCE = 7;
/** How long a message takes to reach the run. */
const MESSAGE_MS = 5;

/** What a run of a plan needs besides the plan. */
export interface SimulationOptions {
  readonly plan: Plan;
  readonly world: World;
  readonly faults?: Faults;
  /** Orders what happens at the same moment; 0 keeps the order of making. */
  readonly seed?: number;
  /** When the run begins, ms since 1970. */
  readonly beginning?: number;
  /** What RANDOM draws from. */
  readonly chance?: number;
  /** Of a run that another one has begun: its id, and the rows of that one. */
  readonly runId?: string;
  readonly workspace?: RunRows;
}

/** What a simulated run has come to. */
export interface SimulatedRun {
  /** Undefined when the run waits for something that never comes. */
  readonly outcome: RunOutcome | undefined;
  readonly rows: RunRows;
  readonly places: Places;
  /** Histories that the run had: one, and one more for each time it continued as new. */
  readonly histories: readonly History[];
  /** The variables of the workflow, as they were last. */
  readonly variables: Variables;
  readonly endedAt: number;
  /** Where it stands or stood last, in Markdown. */
  readonly details: string;
}

/**
 * Runs a plan to its end in virtual time, without a server: the same walk, run and segments as in the
 * product, on rows that follow the rules of the database. The same options give the same run.
 */
export async function simulateRun(options: SimulationOptions): Promise<SimulatedRun> {
  return await new RunSimulation(options).toEnd();
}

/** What a history begins with. */
interface Beginning {
  readonly resume?: RunFrame;
  /** Rows that the run has to take yet. */
  readonly rows?: readonly InboxRow[];
}

class RunSimulation {
  readonly #rows: RunRows;
  readonly #time: VirtualTime;
  readonly #worker: VirtualWorker;
  readonly #faults: Faults;
  readonly #children: SimulatedChildren;
  readonly #places: Places = { crashPoints: 0, storeCalls: 0, rests: 0, breaths: 0 };
  readonly #histories: History[] = [];
  #present:
    { readonly run: Run; readonly host: VirtualHost; readonly stimuli: Stimulus[] } | undefined;
  /** What comes for the run while it is restored. */
  readonly #early: InboxRow[] = [];
  #waiting: readonly (Incoming & { readonly afterSteps: number })[];
  #defect: Error | undefined;
  #events = 0;
  #holdsSeen = 0;

  constructor(private readonly options: SimulationOptions) {
    const { plan, world, faults = {}, seed = 0, beginning = BEGINNING, workspace } = options;
    this.#faults = faults;
    this.#rows = createRunRows(plan.awaitedEvents, workspace);
    fillRows(this.#rows, world, plan.name);
    this.#time = new VirtualTime(beginning, seed);
    this.#children = new SimulatedChildren({
      plan,
      world,
      rows: this.#rows,
      time: this.#time,
      simulate: (child) =>
        simulateRun({ ...child, ...(options.chance !== undefined && { chance: options.chance }) }),
    });
    this.#worker = new VirtualWorker({
      plan,
      rows: this.#rows,
      time: this.#time,
      world,
      faults,
      places: this.#places,
      launched: {
        planHash: 'plan',
        flow: 'main',
        input: world.input,
        inputNames: world.inputNames,
        seed: options.chance ?? DEFAULT_CHANCE,
        flags: CURRENT_FLAGS,
        beganAt: beginning,
      },
      onQuestion: (question) => {
        this.#ask(question);
      },
      onHear: (question) => {
        this.#hear(question, 0);
      },
      onChild: (child) => {
        this.#children.begin(child);
      },
    });
    this.#waiting = world.incoming.filter((incoming) => 'afterSteps' in incoming);
    for (const incoming of world.incoming) {
      if (!('afterMs' in incoming)) continue;
      this.#time.after(incoming.afterMs, () => {
        this.#receive(incoming);
      });
    }
  }

  async toEnd(): Promise<SimulatedRun> {
    let from: Beginning = {};
    for (let link = 0; ; link += 1) {
      const ended = await this.#walkHistory(link, from);
      if (ended === 'stuck' || ended === 'ended') break;
      if (ended === 'lost') {
        const restored = await this.#restore(`temporal-${link + 1}`);
        if ('closed' in restored) break;
        from = { resume: restored.frame, rows: [...restored.inbox, ...this.#early.splice(0)] };
      } else from = { resume: ended };
    }
    await this.#children.walkRest();
    return {
      outcome: this.#rows.outcome,
      rows: this.#rows,
      places: this.#places,
      histories: this.#histories,
      variables: this.#present?.run.variables ?? {},
      endedAt: this.#time.now,
      details: this.#present?.host.details ?? '',
    };
  }

  /** Reads from the rows where the run stands, after Temporal has forgotten it. */
  async #restore(temporalRunId: string): Promise<RestoredRun> {
    this.#present = undefined;
    let restored: RestoredRun | undefined;
    this.#worker.restore(this.#start(undefined), temporalRunId).then(
      (run) => {
        restored = run;
        this.#time.after(0, () => undefined);
      },
      (error: unknown) => {
        this.#defect = asError(error);
        this.#time.after(0, () => undefined);
      },
    );
    await this.#letPass(undefined, () => restored !== undefined);
    invariant(restored, 'a run is restored or the reason is thrown');
    return restored;
  }

  async #walkHistory(
    link: number,
    { resume, rows = [] }: Beginning,
  ): Promise<RunFrame | 'ended' | 'stuck' | 'lost'> {
    const start = this.#start(resume);
    const beganAt = this.#time.now;
    const restsBefore = this.#places.rests;
    const host = this.#host(`temporal-${link}`);
    const stimuli: Stimulus[] = [];
    const run = new Run(start, this.options.plan, host);
    this.#present = { run, host, stimuli };
    let ended: RunFrame | 'ended' | undefined;
    run.toEnd().then(
      () => (ended = 'ended'),
      (error: unknown) => {
        if (error instanceof ContinuedAsNew) ended = error.resume;
        else this.#defect = asError(error);
      },
    );
    if (rows.length > 0) this.#message(rows);
    const isLost = (): boolean =>
      this.#faults.loseAt?.has(this.#places.rests) === true && this.#places.rests > restsBefore;
    const isOver = await this.#letPass(host, () => ended !== undefined || isLost());
    const rests = this.#places.rests - restsBefore;
    const continued = typeof ended === 'object';
    const { commands } = host;
    const { drainAt } = this.#histories.length === 0 ? this.#faults : {};
    const drains = drainAt !== undefined && { drainAt };
    this.#histories.push({ start, beganAt, stimuli, commands, continued, rests, ...drains });
    if (ended === undefined && isLost()) return 'lost';
    return isOver && ended !== undefined ? ended : 'stuck';
  }

  /** False when nothing more will happen. */
  async #letPass(host: VirtualHost | undefined, isOver: () => boolean): Promise<boolean> {
    for (;;) {
      do await setImmediate();
      while (host?.wake());
      await this.#children.settle();
      if (this.#defect) throw this.#defect;
      if (isOver()) return true;
      this.#events += 1;
      if (this.#events > MAX_EVENTS) throw new Error('The run never ends.');
      if (!this.#time.step()) return false;
      this.#receiveByStep();
      this.#operate();
      this.#tellRun();
    }
  }

  #host(temporalRunId: string): VirtualHost {
    const controllers = new Map<number, AbortController>();
    const { drainAt = Infinity } = this.#faults;
    const mustDrain = (): boolean => this.#histories.length === 0 && this.#places.rests >= drainAt;
    const host: VirtualHost = new VirtualHost(
      this.#time.now,
      {
        begin: (number, command) => {
          const controller = new AbortController();
          controllers.set(number, controller);
          this.#begin(
            number,
            command,
            (completion) => {
              this.#complete(host, number, completion);
            },
            { temporalRunId, signal: controller.signal },
          );
        },
        cancel: (number) => {
          controllers.get(number)?.abort();
        },
      },
      () => {
        this.#places.rests += 1;
        return this.#faults.continueAt?.has(this.#places.rests) === true || mustDrain();
      },
      mustDrain,
    );
    return host;
  }

  #begin(
    _number: number,
    command: Command,
    complete: (completion: Completion) => void,
    { temporalRunId, signal }: { readonly temporalRunId: string; readonly signal: AbortSignal },
  ): void {
    if (command.kind === 'cancel') return;
    if (command.kind === 'timer') {
      const callOff = this.#time.after(command.milliseconds, () => {
        complete({ kind: 'done', value: undefined });
      });
      signal.addEventListener('abort', callOff);
      return;
    }
    this.#worker.perform(command, temporalRunId, signal).then(
      (completion) => {
        this.#time.after(0, () => {
          complete(completion);
        });
      },
      (error: unknown) => {
        this.#defect = asError(error);
        this.#time.after(0, () => undefined);
      },
    );
  }

  #complete(host: VirtualHost, command: number, completion: Completion): void {
    if (host !== this.#present?.host) return;
    host.setTime(this.#time.now);
    if (!host.complete(command, completion)) return;
    this.#present.stimuli.push({ kind: 'completed', command, completion, at: this.#time.now });
  }

  /** Tells the run of what came in for it, a little later. */
  #tellRun(): void {
    const rows = this.#rows.untold.splice(0);
    if (rows.length === 0) return;
    for (let times = this.#faults.doubled ? 2 : 1; times > 0; times -= 1) {
      this.#time.after(MESSAGE_MS, () => {
        this.#message(rows);
      });
    }
  }

  #message(rows: readonly InboxRow[]): void {
    if (!this.#present) {
      this.#early.push(...rows);
      return;
    }
    const { run, host, stimuli } = this.#present;
    host.setTime(this.#time.now);
    stimuli.push({ kind: 'message', rows, at: this.#time.now });
    run.inbox.receive(rows);
  }

  #ask(question: Question): void {
    const answer = this.options.world.decide(question);
    if (!answer) return;
    const { approved, by, comment, afterMs } = answer;
    this.#time.after(afterMs, () => {
      const decidedAt = new Date(this.#time.now).toISOString();
      if (hasEnded(this.#rows)) return;
      decide(this.#rows, question.approvalId, { approved, decidedBy: by, comment, decidedAt });
    });
  }

  /** What comes in when so many steps are committed, also in the middle of a segment. */
  #receiveByStep(): void {
    const isDue = ({ afterSteps }: { readonly afterSteps: number }): boolean =>
      this.#rows.steps.size >= afterSteps;
    const due = this.#waiting.filter(isDue);
    if (due.length === 0) return;
    this.#waiting = this.#waiting.filter((incoming) => !isDue(incoming));
    for (const incoming of due) this.#receive(incoming);
  }

  #hear(question: HeardQuestion, attempt: number): void {
    const said = this.options.world.reply?.(question, attempt);
    if (!said) return;
    const { text, by, afterMs } = said;
    this.#time.after(afterMs, () => {
      if (hasEnded(this.#rows)) return;
      const at = new Date(this.#time.now).toISOString();
      const outcome = reply(this.#rows, question.questionId, { text, by, at });
      if (outcome === 'asked_again') this.#hear(question, attempt + 1);
    });
  }

  /** Lets operators see to the steps that have failed since. */
  #operate(): void {
    const { holds } = this.#rows;
    for (; this.#holdsSeen < holds.length; this.#holdsSeen += 1) {
      const hold = holds[this.#holdsSeen];
      const operation = hold && this.options.world.operate?.(hold);
      if (operation)
        this.#time.after(operation.afterMs, () => {
          this.#giveOrder(hold, operation);
        });
    }
  }

  #giveOrder({ path, stepId, number }: Hold, operation: Operation): void {
    if (hasEnded(this.#rows)) return;
    const { command, variables, result = null } = operation;
    const source = `control:${path}:${stepId}:${number}`;
    if (variables) {
      const payload = { by: 'operator', variables };
      sendInbox(this.#rows, `${source}:set`, { kind: 'control', subject: 'set', payload });
    }
    const payload = { by: 'operator', path, step: stepId, result };
    sendInbox(this.#rows, source, { kind: 'control', subject: command, payload });
  }

  #receive(incoming: Incoming): void {
    const rows = this.#rows;
    if (hasEnded(rows)) return;
    if (incoming.kind === 'event') {
      publishFromOutside(rows, incoming);
      return;
    }
    const { command } = incoming;
    if (rows.status === 'planning' && command !== 'cancel') return;
    if (command === 'pause') rows.status = 'paused';
    if (command === 'resume') rows.status = 'running';
    const source = `control:${rows.inbox.length}`;
    sendInbox(rows, source, { kind: 'control', subject: command, payload: {} });
  }

  #start(resume: RunFrame | undefined): RunStart {
    const { input, inputNames } = this.options.world;
    return {
      runId: this.options.runId ?? 'run',
      workspaceId: 'workspace',
      frameVersion: FRAME_VERSION,
      flags: CURRENT_FLAGS,
      seed: this.options.chance ?? DEFAULT_CHANCE,
      input,
      inputNames,
      planHash: 'plan',
      historyLimit: 0,
      ...(resume && { resume }),
    };
  }
}

/** All variables and rows that people could see, for comparing two runs of one plan. */
export function visibleState({ outcome, rows }: SimulatedRun): Readonly<Record<string, unknown>> {
  const byName = <T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] =>
    [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  const steps = byName(rows.steps).map(([key, { result, failure }]): readonly [string, Value] => [
    key,
    result ?? failure,
  ]);
  const tables = byName(rows.tables).map(
    ([name, table]): readonly [string, readonly (readonly [string, Variables])[]] => [
      name,
      byName(table),
    ],
  );
  return {
    outcome,
    steps,
    tables,
    memory: byName(rows.memory).map(([place, { value }]) => [place, value]),
    shared: byName(rows.shared).map(([place, { value }]) => [place, value]),
    approvals: byName(rows.approvals).map(([id, { status }]) => [id, status]),
    questions: byName(rows.questions).map(([id, { status }]) => [id, status]),
    suggestions: byName(rows.conversation.suggestions),
    context: byName(rows.conversation.context),
    published: rows.published.map(({ id }) => id).sort(),
    messages: rows.messages.map(({ id, content }) => [id, content]).sort(),
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
