import type { Expression } from '../basic/syntax';
import type { KeywordCommand } from '../basic/syntax';
import type { Lowering } from './lowering';

/** ADD SUGGESTION "what" AS "label", CLEAR SUGGESTIONS and SET CONTEXT "name" AS "text". */
export function lowerConversation(context: Lowering, command: KeywordCommand): void {
  const { name, args, clauses } = command;
  const first = args[0];
  const second = clauses.find(({ word }) => word === 'AS')?.values[0] ?? args[1];
  if (name === 'CLEAR SUGGESTIONS') {
    context.emit({ kind: 'conversation', change: 'clearSuggestions' }, command);
  } else if (name === 'ADD SUGGESTION' || name === 'ADD SUGGESTION TOOL') {
    context.emit(
      { kind: 'conversation', change: 'addSuggestion', ...parts(context, first, second ?? first) },
      command,
    );
  } else {
    // One value alone is the text; a name tells texts apart.
    const [subject, text] = second === undefined ? [undefined, first] : [first, second];
    context.emit(
      { kind: 'conversation', change: 'setContext', ...parts(context, subject, text) },
      command,
    );
  }
}

function parts(
  context: Lowering,
  subject: Expression | undefined,
  text: Expression | undefined,
): Partial<Record<'subject' | 'text', ReturnType<Lowering['expression']>>> {
  return {
    ...(subject === undefined ? {} : { subject: context.expression(subject) }),
    ...(text === undefined ? {} : { text: context.expression(text) }),
  };
}
