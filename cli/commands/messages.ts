import type { Command } from 'commander';
import type { ConversationView } from '../../plan/conversation';
import { connectApi } from '../connection';
import { show, type Context, type Register } from '../context';
import type { ExitCode } from '../exit-codes';
import { formatClock } from '../format';
import { plainText } from '../paint';
import { choiceLines } from '../choice-lines';

/** `everstep messages`: what was said in a run, and what it asks. */
export const registerMessages: Register = (program, invoke) => {
  program
    .command('messages')
    .description('show what was said in a run and what it asks')
    .argument('<run>', 'id of the run')
    .option('--search <text>', 'only messages with this text')
    .action((run: string, flags: { readonly search?: string }, command: Command) =>
      invoke(command, (context) => listMessages(context, run, flags.search)),
    );
};

async function listMessages(
  context: Context,
  run: string,
  search: string | undefined,
): Promise<ExitCode> {
  const conversation = await connectApi(context).readConversation(run, search);
  return show(context, conversation, () => conversationLines(context, conversation));
}

function conversationLines(
  { paint }: Context,
  { items, questions, suggestions }: ConversationView,
): readonly string[] {
  const said = items.map(({ at, from, text }) => {
    return `${paint('dim', formatClock(at))}  ${paint('bold', plainText(from))}: ${plainText(text)}`;
  });
  const asked = questions.flatMap(({ id, prompt, type, choices }) => [
    `${paint('yellow', '?')} ${plainText(prompt) || 'a reply'} (${type}, question ${id})`,
    ...choiceLines(choices),
  ]);
  const offered = suggestions.map(({ label }) => plainText(label)).join(', ');
  return [
    ...(said.length === 0 ? ['Nothing was said.'] : said),
    ...asked,
    ...(offered === '' ? [] : [`Suggestions: ${offered}`]),
  ];
}
