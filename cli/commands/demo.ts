import type { Command } from 'commander';
import { listenForStop, untilStopped, type StopSignals } from '../../runtime/signals';
import { bannerLines } from '../banner';
import { say, show, type Context, type Register } from '../context';
import { findFreeConfig } from '../demo/data-dir';
import { createNarrator, DemoFailure } from '../demo/narrator';
import type { Order } from '../demo/order';
import { playOrder, type PlayedOrder } from '../demo/play-order';
import { openStage, withOwnPackages, type Stage } from '../demo/stage';
import { pageOf, tellProof, tellSummary } from '../demo/summary';
import { EXIT, type ExitCode } from '../exit-codes';
import { addStackOptions, type StackFlags } from '../stack-flags';

interface DemoFlags extends StackFlags {
  readonly keep?: boolean;
}

const dearOrder: Order = {
  orderId: '1001',
  complaint:
    'The oak chair of order 1001 arrived broken: one leg is cracked. This is unacceptable, I want my money back.',
};
const cheapOrder: Order = {
  orderId: '1002',
  complaint:
    'The two cups of order 1002 are the wrong item, I had asked for green ones. Please refund them.',
};

/** `everstep demo`: a run that survives a killed worker, with proof. */
export const registerDemo: Register = (program, invoke) => {
  addStackOptions(program.command('demo'))
    .description('show a run with an approval that survives the death of its worker')
    .option('--keep', 'keep everything running afterwards, until Ctrl-C')
    .action((flags: DemoFlags, command: Command) =>
      invoke(command, (context) => runDemo(context, flags)),
    );
};

/** Plays the demo and stops everything; exit code 1 with a reason when any promise is not kept. */
export async function runDemo(context: Context, flags: DemoFlags): Promise<ExitCode> {
  const signals = listenForStop();
  const narrator = createNarrator(context);
  const config = findFreeConfig(context, flags);
  const withPackages = flags.packages === undefined ? withOwnPackages(config, context) : config;
  narrator.part('PostgreSQL, Temporal, a worker and the API are started');
  const plan = { context, narrator, config: withPackages, signal: signals.first };
  const stage = await openStage(plan);
  try {
    const played = await play(stage, signals);
    tellEnd(stage, flags);
    if (context.json) show(context, document(stage, played), () => []);
    if (flags.keep === true) {
      await untilStopped(stage.stack, signals, (line) => {
        narrator.line(line);
      });
    }
    return EXIT.ok;
  } catch (error) {
    if (!signals.first.aborted) throw error;
    narrator.line('stopped before the end');
    return EXIT.killed;
  } finally {
    await close(stage, signals);
  }
}

async function play(stage: Stage, { first }: StopSignals): Promise<readonly PlayedOrder[]> {
  const { narrator } = stage;
  for (const line of bannerLines(stage.context, stage.addresses)) say(stage.context, ` ${line}`);

  narrator.part(
    'A complaint about an order of 250: a person has to approve, and the worker will die',
  );
  const dear = await playOrder(stage, dearOrder, first);
  narrator.part('What the tables say');
  tellProof(stage, dear);
  checkDeath(stage, dear);
  tellSummary(stage, dear);

  narrator.part('A complaint about an order of 50: nobody has to approve');
  const cheap = await playOrder(stage, cheapOrder, first);
  narrator.line('');
  tellProof(stage, cheap);
  tellSummary(stage, cheap);

  const broken = [dear, cheap].flatMap(({ proof }) => proof.checks.filter(({ ok }) => !ok));
  if (broken.length > 0) {
    throw new DemoFailure(
      `the tables are not as promised: ${broken.map(({ text }) => text).join('; ')}`,
    );
  }
  if (cheap.run.status !== 'completed') throw new DemoFailure(endedBadly(cheap));
  if (dear.run.status !== 'completed' && dear.run.status !== 'rejected') {
    throw new DemoFailure(endedBadly(dear));
  }
  return [dear, cheap];
}

function tellEnd({ narrator, context, addresses }: Stage, { keep }: DemoFlags): void {
  narrator.part(
    keep === true ? 'All is proven; everything keeps running' : 'All is proven; the end',
  );
  for (const line of bannerLines(context, addresses)) say(context, ` ${line}`);
  narrator.line('');
  narrator.line(
    keep === true
      ? 'Ctrl-C stops everything.'
      : 'Everything is stopped now. npm run demo -- --keep lets it run, for a look at the addresses above.',
  );
}

/** A rejected refund is never processed, so nobody dies over it. */
function checkDeath({ watch, narrator }: Stage, { run }: PlayedOrder): void {
  const [death] = watch.deaths;
  if (death !== undefined) {
    narrator.good(`and that with a worker that died (${death.signal}) in the middle of the refund`);
  } else if (run.status === 'completed') {
    throw new DemoFailure('the worker did not die at its crash point, so nothing is proven');
  }
}

function endedBadly({ run }: PlayedOrder): string {
  const why = run.failure === null ? '' : `: ${run.failure.message} (${run.failure.code})`;
  return `run ${run.id} ended ${run.status}${why}`;
}

function document(stage: Stage, played: readonly PlayedOrder[]): unknown {
  return {
    ok: true,
    addresses: stage.addresses,
    deaths: stage.watch.deaths,
    runs: played.map(({ order, run, proof }) => ({
      order: order.orderId,
      page: pageOf(stage, run),
      proof: proof.checks,
      run,
    })),
  };
}

/** Stops in order; a second Ctrl-C kills. */
async function close({ database, stack }: Stage, { second }: StopSignals): Promise<void> {
  await database.close();
  const killed = new Promise<void>((resolve) => {
    second.addEventListener(
      'abort',
      () => {
        stack.kill();
        resolve();
      },
      { once: true },
    );
  });
  await Promise.race([stack.stop(), killed]);
}
