import { quoteText } from '../print/print-text';
import type { ListedTask } from './listed-task';

/** A list without mistakes as a BASIC text: each task is a STEP that begins when those before it have ended. */
export function writeTasks(name: string, tasks: readonly ListedTask[]): string {
  const steps = tasks.map(({ number, agent, text, dependsOn }) => {
    const before = dependsOn.length === 0 ? 'NONE' : [...new Set(dependsOn)].join(', ');
    return `  STEP ${number}: BOT ${quoteText(agent)} ${quoteText(text)} DEPENDS ON ${before}`;
  });
  return [`ORCHESTRATE WORKFLOW ${quoteText(name)}`, ...steps, 'END WORKFLOW', ''].join('\n');
}
