import { isDeepStrictEqual } from 'node:util';
import { planOf } from './plan-of';
import { hasHandled } from '../../plan/record';
import type { Plan } from '../../plan/schema';
import type { Faults } from '../../simulation/faults';
import { simulateRun, visibleState, type SimulatedRun } from '../../simulation/simulate-run';
import { firstDifference } from '../../simulation/walk-again';
import { createRandom, type Random } from './random';
import { makeProgram, type RandomProgram } from './random-program';
import { makeWorld } from './random-world';

/** Faults that are tried on one program at most. */
const MAX_VARIANTS = 24;

/** What a campaign has done; it means something only when none of it is small. */
export interface Tally {
  programs: number;
  runs: number;
  kills: number;
  freezes: number;
  continuations: number;
  losses: number;
  walkedAgain: number;
  steps: number;
}

/** A program whose runs do not agree. */
export interface Finding {
  readonly seed: number;
  readonly faults: Faults;
  readonly program: RandomProgram;
  readonly what: string;
}

/** Tries random programs under random faults until so many runs are done or the first finding. */
export async function runCampaign(
  seed: number,
  runs: number,
  onProgress: (tally: Tally) => void,
): Promise<{ readonly tally: Tally; readonly finding?: Finding }> {
  const tally: Tally = {
    ...{ programs: 0, runs: 0, kills: 0, freezes: 0 },
    ...{ continuations: 0, losses: 0, walkedAgain: 0, steps: 0 },
  };
  for (let next = seed; tally.runs < runs; next += 1) {
    const finding = await tryProgram(next, tally);
    if (finding) return { tally, finding };
    onProgress(tally);
  }
  return { tally };
}

/** Runs one program without faults and then with many; undefined when all agree. */
export async function tryProgram(seed: number, tally: Tally): Promise<Finding | undefined> {
  const program = makeProgram(seed);
  const plan = planOf(program.text, program);
  let faults: Faults = {};
  try {
    const whole = await simulate(plan, seed, faults);
    tally.programs += 1;
    tally.steps += whole.rows.steps.size;
    const expected = visibleState(whole);
    for (faults of chooseFaults(plan, whole, createRandom(seed))) {
      const run = await simulate(plan, seed, faults);
      count(tally, run, faults);
      const state = visibleState(run);
      if (!isDeepStrictEqual(state, expected)) {
        return { seed, faults, program, what: describeDifference(expected, state) };
      }
      const changed = await walkAgain(plan, run, tally);
      if (changed !== undefined) return { seed, faults, program, what: changed };
    }
    return undefined;
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { seed, faults, program, what };
  }
}

function simulate(plan: Plan, seed: number, faults: Faults): Promise<SimulatedRun> {
  return simulateRun({ plan, world: makeWorld(seed), faults, seed });
}

/** Each place where a worker can die or freeze, and each rest, or a choice of them. */
function chooseFaults(
  plan: Plan,
  { places, rows }: SimulatedRun,
  random: Random,
): readonly Faults[] {
  const all: Faults[] = [{ doubled: true }, { stepsOfSegment: 1 }];
  for (let at = 1; at <= places.crashPoints; at += 1) all.push({ crashAt: at });
  for (let at = 1; at <= places.storeCalls; at += 1) all.push({ freezeAt: at });
  for (let at = 1; at <= places.rests; at += 1) all.push({ continueAt: new Set([at]) });
  if (!hasHandled(plan, rows.inbox)) {
    for (let at = 1; at <= places.rests; at += 1) all.push({ loseAt: new Set([at]) });
  }
  const rests = Array.from({ length: places.rests * 2 }, (_, index) => index + 1);
  all.push({ continueAt: new Set(rests), doubled: true });
  for (let more = 0; more < 3; more += 1) {
    all.push({
      crashAt: random.between(1, Math.max(1, places.crashPoints)),
      freezeAt: random.between(1, Math.max(1, places.storeCalls)),
      continueAt: new Set(rests.filter(() => random.chance(0.5))),
    });
  }
  while (all.length > MAX_VARIANTS) all.splice(random.between(0, all.length - 1), 1);
  return all;
}

function count(tally: Tally, { places, histories }: SimulatedRun, faults: Faults): void {
  tally.runs += 1;
  if (faults.crashAt !== undefined && faults.crashAt <= places.crashPoints) tally.kills += 1;
  if (faults.freezeAt !== undefined && faults.freezeAt <= places.storeCalls) tally.freezes += 1;
  if (faults.loseAt) tally.losses += histories.length - 1;
  else tally.continuations += histories.length - 1;
}

async function walkAgain(plan: Plan, run: SimulatedRun, tally: Tally): Promise<string | undefined> {
  for (const history of run.histories) {
    const difference = await firstDifference(plan, history);
    if (difference) return `A history walked again differs: ${JSON.stringify(difference)}`;
    tally.walkedAgain += 1;
  }
  return undefined;
}

function describeDifference(
  expected: Readonly<Record<string, unknown>>,
  state: Readonly<Record<string, unknown>>,
): string {
  const parts = Object.keys(expected).filter(
    (key) => !isDeepStrictEqual(expected[key], state[key]),
  );
  return parts
    .map(
      (key) => `${key}:\n  - ${JSON.stringify(expected[key])}\n  + ${JSON.stringify(state[key])}`,
    )
    .join('\n');
}
