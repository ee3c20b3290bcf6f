import { invariant } from '../../plan/errors';
import type { RunFrame } from '../../plan/walk';
import type { Commands } from './commands';
import type { Dispatcher } from './dispatcher';
import type { DurableHost } from './durable-host';

/** A run that may go on with another plan. */
export interface Migrating {
  readonly commands: Commands;
  readonly dispatcher: Dispatcher;
  readonly durable: DurableHost;
  /** True when nothing is under way. */
  readonly isQuiet: () => boolean;
  /** The whole state of the run now. */
  readonly frame: () => RunFrame;
}

/** True for a run at rest that shall go to another plan, when no message is half taken. */
export function mayMigrate({ commands, durable, isQuiet }: Migrating): boolean {
  return commands.migration !== undefined && isQuiet() && durable.shouldContinue(0);
}

/** Goes on with the other plan as after continue-as-new; where that is refused, with this one. */
export async function migrate({ commands, dispatcher, durable, frame }: Migrating): Promise<void> {
  const to = commands.migration;
  invariant(to, 'a run migrates to a plan');
  const migrated = await dispatcher.migrateRun(frame(), to);
  commands.migration = undefined;
  if ('refused' in migrated) {
    commands.release();
    return;
  }
  // What has come in meanwhile goes on with the run.
  const { main, handlers } = migrated.frame;
  const now = { ...frame(), main, ...(handlers && { handlers }) };
  await durable.continueAsNew(now, { planHash: to.planHash, era: migrated.era });
}
