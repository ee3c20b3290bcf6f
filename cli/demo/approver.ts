import { setTimeout as sleep } from 'node:timers/promises';
import type { WireEvent } from '../../plan/messages';
import { ApiProblem } from '../client-errors';
import { field } from '../event-line';
import type { Stage } from './stage';

const patienceSeconds = 4;

/** Who the demo decides as. */
export const manager = 'manager@company.com';

/** Decides what a run asks for, unless somebody else is quicker. */
export interface Approver {
  /** Takes the events of the run. */
  hear(event: WireEvent): void;
  /** Rejects when a decision failed; never settles otherwise. */
  readonly failed: Promise<never>;
}

/** An approver who gives a person some seconds for every request. */
export function createApprover(stage: Stage, signal: AbortSignal): Approver {
  const waiting = new Map<string, AbortController>();
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => undefined);
  return {
    failed,
    hear({ type, data }) {
      const id = field(data, 'approvalId');
      if (type === 'approval_requested') {
        const decided = new AbortController();
        waiting.set(id, decided);
        decideLater(stage, id, AbortSignal.any([decided.signal, signal])).catch(fail);
      } else if (type === 'approval_decided') {
        const by = field(data, 'decidedBy');
        const isFirst = waiting.get(id)?.signal.aborted === false;
        waiting.get(id)?.abort();
        if (isFirst && by !== manager) {
          stage.narrator.good(
            `somebody was quicker: ${by} has decided; the demo leaves it at that`,
          );
        }
      }
    },
  };
}

async function decideLater(stage: Stage, id: string, decided: AbortSignal): Promise<void> {
  const { narrator, client } = stage;
  tellHow(stage, id);
  for (let left = patienceSeconds; left > 0; left -= 1) {
    narrator.hint(`the demo decides in ${left} s`);
    await sleep(1000, undefined, { signal: decided }).catch(() => undefined);
    if (decided.aborted) return;
  }
  narrator.hint('');
  narrator.good(`nobody did, so the demo approves over HTTP as ${manager}`);
  try {
    await client.decide(id, { decision: 'approve', by: manager, comment: 'Approved by the demo.' });
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 409) throw error;
    narrator.good(`somebody was quicker at the last moment: ${error.message}`);
  }
}

/** Two ways to decide, ready to be copied into another terminal. */
function tellHow({ narrator, client, addresses, cliCall, context }: Stage, id: string): void {
  const { paint } = context;
  narrator.line('');
  narrator.notable(
    `⏸ the run waits for a decision. Decide within ${patienceSeconds} seconds, with curl:`,
  );
  narrator.line(paint('cyan', `curl -X POST ${client.url}/api/approvals/${id}/decision \\`));
  narrator.line(
    paint(
      'cyan',
      `  -H "X-API-KEY: $(cat ${addresses.apiKeyFile})" -H 'Content-Type: application/json' \\`,
    ),
  );
  narrator.line(paint('cyan', `  -d '{"decision":"approve","by":"${manager}"}'`));
  narrator.notable('or with the command line:');
  narrator.line(paint('cyan', `${cliCall} approve ${id} --by ${manager}`));
  narrator.line('');
}
