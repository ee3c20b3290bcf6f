import type { RunView } from '../../plan/messages';
import { runPage } from '../banner';
import { formatSpan } from '../format';
import { resultText, taskLines } from '../run-lines';
import type { PlayedOrder } from './play-order';
import type { Stage } from './stage';

/** Says what the tables prove. */
export function tellProof({ narrator }: Stage, { proof }: PlayedOrder): void {
  for (const { ok, text } of proof.checks) {
    if (ok) narrator.good(text);
    else narrator.bad(text);
  }
}

/** Each task with its times, the result, and the page in Temporal's own web pages. */
export function tellSummary(stage: Stage, { run }: PlayedOrder): void {
  const { narrator, context } = stage;
  narrator.line('');
  for (const line of taskLines(context, run.tasks)) narrator.line(line);
  narrator.line('');
  narrator.line(`${run.status} after ${formatSpan(run.startedAt, run.completedAt)}`);
  if (run.result !== null) narrator.line(`result: ${resultText(run)}`);
  narrator.line(`in Temporal: ${context.paint('cyan', pageOf(stage, run))}`);
}

/** The page of a run in the Temporal Web UI, or where to look without one. */
export function pageOf({ addresses }: Stage, run: RunView): string {
  return (
    run.temporal.url ??
    runPage(addresses, run.id) ??
    `workflow ${run.id} in namespace ${addresses.namespace}`
  );
}
