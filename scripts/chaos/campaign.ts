import { cpSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findDistDir } from '../../runtime/stack-processes';
import { createRandom } from '../simulate/random';
import { CASES } from './cases';
import { driveRun, type DrivenRun } from './drive-run';
import { Everstep } from './everstep';
import { judgeRun, type Finding } from './judge';
import { readLedger } from './ledger';
import { chaosPackages, expectationOf } from './model';
import { Nemesis, type Harm } from './nemesis';
import { Sink } from './sink';

/** How much a campaign does at least; it goes on until both are reached. */
export interface CampaignSize {
  readonly seed: number;
  readonly runs: number;
  readonly kills: number;
  /** Runs that are under way at once. */
  readonly atOnce: number;
  readonly onProgress: (line: string) => void;
}

/** What a campaign has done and found. */
export interface CampaignReport {
  readonly findings: readonly Finding[];
  readonly ended: Readonly<Record<string, number>>;
  readonly runs: number;
  readonly kills: number;
  readonly harm: Harm;
  readonly pauses: number;
  /** Activities that were attempted again. */
  readonly attempts: number;
  /** Calls that the sink had seen before. */
  readonly repetitions: number;
  readonly seconds: number;
}

/** Runs of all shapes while everything is killed and frozen; then every run is held against its model. */
export async function runChaos(size: CampaignSize): Promise<CampaignReport> {
  const begun = Date.now();
  const sink = await Sink.start();
  const everstep = await Everstep.start();
  try {
    addPackages(everstep, sink);
    const nemesis = new Nemesis(everstep, randomOf(size.seed));
    const driven = await driveAll(everstep, nemesis, size);
    const findings = await judgeAll(everstep, sink, driven);
    return {
      findings,
      ended: countEnds(driven),
      runs: driven.length,
      ...{ kills: nemesis.kills, harm: nemesis.harm },
      pauses: driven.reduce((sum, { pauses }) => sum + pauses, 0),
      attempts: await countAttempts(everstep),
      repetitions: sink.calls.length - new Set(sink.calls.map(({ key }) => key)).size,
      seconds: Math.round((Date.now() - begun) / 1000),
    };
  } finally {
    await everstep.stop();
    await sink.stop();
  }
}

/** Why a campaign has proved nothing; undefined when it has. */
export function tooLittle(report: CampaignReport, size: CampaignSize): string | undefined {
  if (report.runs < size.runs) return `only ${report.runs} runs`;
  if (report.kills < size.kills) return `only ${report.kills} kills`;
  if (report.attempts === 0) return 'no activity was attempted again';
  const ended = Object.values(report.ended).reduce((sum, count) => sum + count, 0);
  return ended < report.runs * 0.95 ? `only ${ended} of ${report.runs} runs ended` : undefined;
}

function randomOf(seed: number): () => number {
  const random = createRandom(seed);
  return () => random.next();
}

function addPackages(everstep: Everstep, sink: Sink): void {
  const folder = chaosPackages(dirname(findDistDir()));
  for (const name of new Set(CASES.map((one) => one.package))) {
    const from = join(folder, `${name}.gbai`);
    if (!existsSync(from)) continue;
    cpSync(from, join(everstep.packages, `${name}.gbai`), { recursive: true });
    everstep.addPackage(name, {
      [`${name}.gbot/config.csv`]: `name,value\nbot-sink-url,${sink.url}\n`,
    });
  }
}

async function driveAll(
  everstep: Everstep,
  nemesis: Nemesis,
  { seed, runs, kills, atOnce, onProgress }: CampaignSize,
): Promise<readonly DrivenRun[]> {
  const driven: DrivenRun[] = [];
  const state = { started: 0, working: true };
  const isEnough = (): boolean => state.started >= runs && nemesis.kills >= kills;
  const drive = async (): Promise<void> => {
    while (!isEnough()) {
      const number = state.started;
      state.started += 1;
      const [one] = CASES.slice(number % CASES.length);
      if (!one) continue;
      const ref = `${seed}-${number}`;
      driven.push(await driveRun(everstep, one, { ref, random: randomOf(seed + number) }));
      onProgress(`${driven.length} runs have ended, ${nemesis.kills} kills`);
    }
  };
  const work = Promise.all(Array.from({ length: atOnce }, drive)).finally(() => {
    state.working = false;
  });
  // A driver that fails must not leave a nemesis behind.
  await Promise.allSettled([work, nemesis.haunt(() => !state.working)]);
  await work;
  return driven;
}

async function judgeAll(
  everstep: Everstep,
  sink: Sink,
  driven: readonly DrivenRun[],
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const run of driven) {
    const expected = await expectationOf(everstep.packages, run.one, run.ref);
    if (expected.status !== run.one.status) {
      throw new Error(`the model of ${run.one.package} ${run.one.name} ends ${expected.status}`);
    }
    findings.push(...(await judgeRun(everstep, sink, { run, expected })));
  }
  return [...findings, ...(await judgeLedger(everstep, driven))];
}

/** What no row of a step tells: rows of tables that nobody knows, runs that end twice. */
async function judgeLedger(
  everstep: Everstep,
  driven: readonly DrivenRun[],
): Promise<readonly Finding[]> {
  const ledger = await readLedger(everstep);
  const paid = driven.filter(
    ({ one, status }) => one.package === 'customer-support' && status === 'completed',
  ).length;
  const sum = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((total, count) => total + count, 0);
  const wrong = [
    ...(sum(ledger.refunds) === paid ? [] : [`${sum(ledger.refunds)} refunds for ${paid} runs`]),
    ...(sum(ledger.movements) === paid
      ? []
      : [`${sum(ledger.movements)} movements for ${paid} runs`]),
    ...ledger.broken.map((id) => `the events of the run ${id} have gaps or two ends`),
  ];
  return wrong.map((what) => ({ kind: 'doubled', run: 'all', what }));
}

async function countAttempts({ database }: Everstep): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    'select coalesce(sum(attempt - 1), 0)::int as count from run_branches',
  );
  return row?.count ?? 0;
}

function countEnds(driven: readonly DrivenRun[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { one, status } of driven) {
    const name = `${one.package} ${status}`;
    if (['completed', 'failed', 'rejected', 'cancelled'].includes(status)) {
      counts[name] = (counts[name] ?? 0) + 1;
    }
  }
  return counts;
}
