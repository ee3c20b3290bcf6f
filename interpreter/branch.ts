import { invariant } from '../plan/errors';
import type { PinnedPlan } from '../plan/pinned-plan';
import type { Plan, Step } from '../plan/schema';
import type { Value, Variables } from '../plan/value';
import type {
  BranchEnd,
  BranchFrame,
  CallFrame,
  Failure,
  Level,
  RunStart,
  StepMemory,
  Undo,
  Undoing,
} from '../plan/walk';
import type { Scope } from './evaluate';
import { extendList } from './functions/list';
import { assignInto } from './value/assign';

/** An open block while it is walked. */
interface OpenLevel {
  readonly block: string;
  readonly steps: readonly Step[];
  index: number;
  memory: StepMemory | undefined;
  again: number;
  readonly call: CallFrame | undefined;
  /** Variables of a called flow with its own scope. */
  readonly locals: Map<string, Value> | undefined;
}

/** A walk nested deeper than this fails instead of growing for ever. */
export const MAX_LEVELS = 500;

/**
 * One branch while it is walked: a stack of open blocks, the variables that it has set, and its clock and
 * chance. It is made from a frame and gives one back at any time.
 */
export class Branch implements Scope {
  readonly path: string;
  /** Loop variables around the fork that this branch comes from. */
  readonly outerLoops: readonly string[];
  /** What the flow that was called last has returned. */
  returned: Value;
  spent: number;
  end: BranchEnd | undefined;
  #levels: OpenLevel[];
  #writes: Map<string, Value>;
  #appends: Map<string, number>;
  #labels: Set<string>;
  #random: number;
  #locals: Map<string, Value> | undefined;
  #undo: readonly Undo[];
  #undoing: Undoing | undefined;
  readonly passesOn: boolean;
  /** True where a failure that nothing handles waits for an operator. */
  holds: boolean;
  /** Of a branch that takes back what a cancelled run has done: that run, until it was read. */
  cancelled: BranchFrame | undefined;
  /** Why a run is taken back that was not cancelled. */
  readonly because: Failure | undefined;
  /** How many handlers led to this branch. */
  readonly handlerDepth: number;

  constructor(
    frame: BranchFrame,
    /** The variables that were visible at the fork. */
    readonly base: Variables,
    private readonly plan: PinnedPlan,
    private readonly clock: () => number,
  ) {
    this.path = frame.path;
    this.spent = frame.spent;
    this.end = frame.end;
    this.returned = frame.returned ?? null;
    this.#random = frame.random;
    this.#writes = new Map(Object.entries(frame.writes));
    this.#appends = new Map(Object.entries(frame.appends ?? {}));
    this.#labels = new Set(frame.labels);
    this.outerLoops = frame.loops ?? [];
    this.#levels = frame.levels.map((level) => ({
      block: level.block,
      steps: this.#stepsOf(level.block),
      index: level.index,
      memory: level.memory,
      again: level.again ?? 0,
      call: level.call,
      locals: level.call?.locals ? new Map(Object.entries(level.call.locals)) : undefined,
    }));
    this.#locals = this.#innermostLocals();
    this.#undo = frame.undo ?? [];
    this.#undoing = frame.undoing;
    this.passesOn = frame.passesOn ?? false;
    this.holds = frame.holds ?? false;
    this.cancelled = frame.cancelled;
    this.because = frame.because;
    this.handlerDepth = frame.handlerDepth ?? 0;
  }

  /** The frame of this moment: plain JSON. */
  toFrame(): BranchFrame {
    return {
      path: this.path,
      levels: this.#levels.map(levelFrame),
      writes: this.writes,
      ...(this.#appends.size > 0 && { appends: this.appends }),
      ...(this.#labels.size > 0 && { labels: [...this.#labels] }),
      ...(this.outerLoops.length > 0 && { loops: this.outerLoops }),
      ...(this.#undo.length > 0 && { undo: this.#undo }),
      ...(this.#undoing && { undoing: this.#undoing }),
      ...this.#origin(),
      random: this.#random,
      spent: this.spent,
      ...(this.returned !== null && { returned: this.returned }),
      ...(this.end && { end: this.end }),
    };
  }

  /** What the frame keeps of why this branch is walked. */
  #origin(): Partial<BranchFrame> {
    return {
      ...(this.passesOn && { passesOn: true as const }),
      ...(this.holds && { holds: true as const }),
      ...(this.cancelled && { cancelled: this.cancelled }),
      ...(this.because && { because: this.because }),
      ...(this.handlerDepth > 0 && { handlerDepth: this.handlerDepth }),
    };
  }

  /** The step at hand; undefined at the end of the innermost block. */
  get step(): Step | undefined {
    const level = this.#levels.at(-1);
    return level?.steps[level.index];
  }

  get depth(): number {
    return this.#levels.length;
  }

  get memory(): StepMemory | undefined {
    return this.#levels.at(-1)?.memory;
  }

  set memory(memory: StepMemory | undefined) {
    const level = this.#levels.at(-1);
    invariant(level, 'a branch that has ended has no memory');
    level.memory = memory;
  }

  /** What takes back the work of this branch, in the order of remembering. */
  get undo(): readonly Undo[] {
    return this.#undo;
  }

  /** Keeps a block for the case that the run fails. */
  remember(undo: Undo): void {
    this.#undo = [...this.#undo, undo];
  }

  /** Takes over what other branches have kept. */
  rememberAll(undo: readonly Undo[]): void {
    if (undo.length > 0) this.#undo = [...this.#undo, ...undo];
  }

  /** Takes everything back that was done, because of this failure, and then ends with it. */
  takeBack(failure: Failure): void {
    this.cancelled = undefined;
    this.#undoing = { failure, turn: 0, failed: [] };
    this.#undoNext();
  }

  /**
   * Ends the branch. When the first branch of a run fails, it first takes back what was done; what cannot be
   * taken back does not keep the rest from it.
   */
  finish(end: BranchEnd): void {
    const isFirst = !this.path.includes('/');
    if (this.#undoing) {
      const failed = end.status === 'failed' ? [end.failure] : [];
      this.#undoing = { ...this.#undoing, failed: [...this.#undoing.failed, ...failed] };
      this.#undoNext();
    } else if (isFirst && end.status === 'failed' && this.#undo.length > 0) {
      this.takeBack(end.failure);
    } else this.end = end;
  }

  #undoNext(): void {
    const undoing = this.#undoing;
    const next = this.#undo.at(-1);
    invariant(undoing, 'nothing is taken back without a failure');
    if (!next) {
      this.end = { status: 'failed', failure: withFailed(undoing) };
      return;
    }
    this.#undo = this.#undo.slice(0, -1);
    this.#undoing = { ...undoing, turn: undoing.turn + 1 };
    this.returned = null;
    this.enter(next.block, { flow: '', locals: next.variables });
  }

  /** Goes to the following step of the innermost block. */
  advance(): void {
    const level = this.#levels.at(-1);
    invariant(level, 'a branch that has ended cannot advance');
    level.index += 1;
    level.memory = undefined;
    level.again = 0;
  }

  /** Lets the step at hand begin anew, under keys of its own. */
  repeat(): void {
    const level = this.#levels.at(-1);
    invariant(level, 'a branch that has ended cannot repeat a step');
    level.memory = undefined;
    level.again += 1;
  }

  /** True while the run takes back what it has done. */
  get isTakingBack(): boolean {
    return this.#undoing !== undefined;
  }

  /** The same branch once more; what is done to one is not seen by the other. */
  copy(): Branch {
    return new Branch(this.toFrame(), this.base, this.plan, this.clock);
  }

  /** Opens a block inside the step at hand. */
  enter(block: string, call?: CallFrame): void {
    const locals = call?.locals ? new Map(Object.entries(call.locals)) : undefined;
    this.#levels.push({
      block,
      steps: this.#stepsOf(block),
      index: 0,
      memory: undefined,
      again: 0,
      call,
      locals,
    });
    if (locals) this.#locals = locals;
  }

  /** Closes the innermost block; gives the call when it was the first block of a called flow. */
  leave(): CallFrame | undefined {
    const level = this.#levels.pop();
    if (level?.locals) this.#locals = this.#innermostLocals();
    return level?.call;
  }

  /** The key of the step at hand: where it stands, with all turns of loops and all calls around it. */
  key(part: string): string {
    const around = this.#levels.slice(0, -1).flatMap((level, index) => {
      const step = level.steps[level.index];
      const turn = level.memory?.turn;
      const again = againMark(level);
      if (turn === undefined && !again && !this.#levels[index + 1]?.call) return [];
      return [`${step?.id ?? ''}${again}${turn === undefined ? '' : `[${turn}]`}>`];
    });
    const last = this.#levels.at(-1);
    const at = `${this.step?.id ?? 'end'}${last ? againMark(last) : ''}`;
    const undo = this.#undoing ? `undo[${this.#undoing.turn}]>` : '';
    return `${this.path}|${undo}${around.join('')}${at}${part && `:${part}`}`;
  }

  /** The path of a branch that forks from the step at hand. */
  childPath(name: string): string {
    // A slash in a name would make one branch look like a branch below another.
    const safe = name.replaceAll('/', '~');
    return `${this.path}/${this.key('').slice(this.path.length + 1)}.${safe}`;
  }

  /** The frame of a branch that forks from the step at hand and has not begun. */
  childFrame(name: string, block: string, index: number): BranchFrame {
    const frame = newBranchFrame(this.childPath(name), block, this.#childSeed(index));
    const loops = [...this.loopVariables()];
    return {
      ...frame,
      ...(loops.length > 0 && { loops }),
      ...(this.handlerDepth > 0 && { handlerDepth: this.handlerDepth }),
    };
  }

  /** A branch that sees what this one sees, and keeps what is set in it to itself. */
  draft(): Branch {
    return new Branch(
      { path: this.path, levels: [], writes: {}, random: 0, spent: 0 },
      this.view(),
      this.plan,
      this.clock,
    );
  }

  read(name: string): Value {
    if (this.#locals) return this.#locals.get(name) ?? null;
    const written = this.#writes.get(name);
    if (written !== undefined) return written;
    return Object.hasOwn(this.base, name) ? (this.base[name] ?? null) : null;
  }

  /** Sets a variable where the walk stands: in the called flow, else in the branch. */
  assign(name: string, value: Value): void {
    if (this.#locals) {
      this.#locals.set(name, value);
      return;
    }
    this.override(name, value);
  }

  /** Sets a variable of the workflow, also while a script with variables of its own is walked. */
  override(name: string, value: Value): void {
    this.#writes.set(name, value);
    this.#appends.delete(name);
    if (name === 'steps') this.#labels.clear();
  }

  /** Adds to the end of a list. At a join this adds to what other branches have added. */
  append(name: string, items: readonly Value[]): void {
    const isOperation = !this.#locals && (!this.#writes.has(name) || this.#appends.has(name));
    const count = this.#appends.get(name) ?? 0;
    this.assign(name, extendList(this.read(name), items));
    if (isOperation) this.#appends.set(name, count + items.length);
  }

  /** Puts the answer of a STEP into `steps`. At a join it goes beside the answers of other branches. */
  assignStep(label: string, answer: Value): void {
    const isOperation = !this.#locals && (!this.#writes.has('steps') || this.#labels.size > 0);
    const labels = new Set(this.#labels).add(label);
    this.assign('steps', assignInto(this.read('steps'), [label], answer));
    if (isOperation) this.#labels = labels;
  }

  /** Everything that is visible now: what a fork starts from. */
  view(): Variables {
    if (this.#locals) return Object.fromEntries(this.#locals);
    return { ...this.base, ...Object.fromEntries(this.#writes) };
  }

  /** What is visible outside of called flows that have variables of their own. */
  outerView(): Variables {
    return { ...this.base, ...Object.fromEntries(this.#writes) };
  }

  /** Sets a variable outside of called flows. */
  assignOuter(name: string, value: Value): void {
    this.#writes.set(name, value);
    this.#appends.delete(name);
  }

  get writes(): Variables {
    return Object.fromEntries(this.#writes);
  }

  get appends(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#appends);
  }

  get labels(): readonly string[] {
    return [...this.#labels];
  }

  /** Loop variables of the loops around the step at hand. */
  loopVariables(): ReadonlySet<string> {
    const names = new Set<string>(this.outerLoops);
    for (const level of this.#levels) {
      const step = level.steps[level.index];
      if (step?.kind === 'for' || step?.kind === 'forEach') names.add(step.variable);
    }
    return names;
  }

  /** The bot whose script is walked, if one is. */
  currentFlow(): string | undefined {
    return this.#levels.findLast((level) => level.call?.locals)?.call?.flow;
  }

  /** The line of the text that a step stands on; null where nobody knows it. */
  lineOf(stepId: string): number | null {
    return this.plan.lines?.[stepId] ?? null;
  }

  now(): number {
    return this.clock();
  }

  /** Chance from the frame (mulberry32): the same run always draws the same numbers. */
  random(): number {
    this.#random = (this.#random + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#random ^ (this.#random >>> 15), 1 | this.#random);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** State of the random generator. It is put back when a step that has drawn was not done after all. */
  get chance(): number {
    return this.#random;
  }

  set chance(state: number) {
    this.#random = state;
  }

  /** A seed for the branch with this number that forks here. */
  #childSeed(index: number): number {
    return Math.imul(this.#random ^ (index + 1), 0x9e3779b1) | 0;
  }

  #stepsOf(block: string): readonly Step[] {
    const steps = Object.hasOwn(this.plan.blocks, block) ? this.plan.blocks[block] : undefined;
    invariant(steps, `the plan has the block ${block}`);
    return steps;
  }

  #innermostLocals(): Map<string, Value> | undefined {
    return this.#levels.findLast((level) => level.locals)?.locals;
  }
}

/** An open level as its frame keeps it. */
function levelFrame({ block, index, memory, again, call, locals }: OpenLevel): Level {
  return {
    block,
    index,
    ...(memory && { memory }),
    ...(again > 0 && { again }),
    ...(call && {
      call: { flow: call.flow, locals: locals ? Object.fromEntries(locals) : null },
    }),
  };
}

function againMark({ again }: OpenLevel): string {
  return again === 0 ? '' : `~${again}`;
}

/** The failure of a run, and in its details what could not be taken back. */
function withFailed({ failure, failed }: Undoing): Failure {
  if (failed.length === 0) return failure;
  const notTakenBack = failed.map(({ code, message, stepId }) => ({ code, message, stepId }));
  return { ...failure, details: { ...failure.details, notTakenBack } };
}

/** The frame of a branch that has not begun. */
export function newBranchFrame(path: string, block: string, seed: number): BranchFrame {
  return { path, levels: [{ block, index: 0 }], writes: {}, random: seed, spent: 0 };
}

/** The frame that a run begins with. */
export function firstFrame(
  plan: Plan,
  { seed, holds }: Pick<RunStart, 'seed' | 'holds'>,
): BranchFrame {
  const frame = newBranchFrame('main', plan.flows['main']?.block ?? 'main', seed);
  return holds ? { ...frame, holds } : frame;
}
