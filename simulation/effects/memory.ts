import type { EffectModel } from './effect-model';

const place = (bot: string, key: string): string => `${bot}\n${key}`;

export const setMemory: EffectModel<'set_memory'> = (rows, { bot, key, value }) => {
  rows.memory.set(place(bot, key), value);
  return null;
};

export const getMemory: EffectModel<'get_memory'> = (rows, { bot, key }) =>
  rows.memory.get(place(bot, key)) ?? '';

export const shareMemory: EffectModel<'share_memory'> = (rows, { bot, key, target }) => {
  rows.shared.set(`${target}\n${key}\n${bot}`, rows.memory.get(place(bot, key)) ?? '');
  return { shared: true };
};

export const sendMessage: EffectModel<'send_message'> = (rows, { id, content }) => {
  if (!rows.messages.some((message) => message.id === id)) rows.messages.push({ id, content });
  return { id };
};
