import { isCallForm, parseArgument, type Head } from '../keyword-parts';
import type { ParseContext } from '../parse-context';
import type { Expression, GetMemoryCommand } from '../syntax';

/** `get-memory = "GET" "BOT" "MEMORY" ( "(" expression ")" | sum ) .` */
export function parseGetMemory(p: ParseContext, head: Head): GetMemoryCommand {
  return { kind: 'getMemory', key: parseKey(p, head), ...p.spanFrom(head.span) };
}

function parseKey(p: ParseContext, head: Head): Expression {
  if (!isCallForm(p, head)) return parseArgument(p, { ...head, inExpression: true });
  const [key] = p.grammar.args(p);
  if (key !== undefined) return key;
  return p.fail({
    code: 'BASIC_VALUE_MISSING',
    message: 'GET BOT MEMORY needs the key.',
    hint: 'Write GET BOT MEMORY("key").',
  });
}
