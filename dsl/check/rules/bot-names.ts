import type { Rule } from '../context';

/** BOT names a bot. */
export const botNames: Rule = (context) => ({
  bot({ bot }) {
    const isName =
      bot.kind !== 'literal' || (typeof bot.value === 'string' && bot.value.trim() !== '');
    if (isName) return;
    context.error({
      code: 'BASIC_BOT',
      message: 'The name of the bot is missing.',
      span: bot,
      hint: 'Write BOT "name" "action".',
    });
  },
});
