import type { ModelCall } from '../../interpreter/long-call';
import type { OutboundRequest } from '../outbound/request';
import { INTENTS } from '../../interpreter/simulated-talk';
import type { Model } from './model-list';

/** What a provider has answered. */
export interface ModelReply {
  readonly text: string;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
}

/** How one provider is asked, and how its answer is read; undefined for one of another form. */
interface Provider {
  request(
    model: Model,
    call: ModelCall,
    key: string,
  ): Pick<OutboundRequest, 'url' | 'headers' | 'body'>;
  read(answer: unknown): ModelReply | undefined;
}

const INSTRUCTIONS: Readonly<Record<ModelCall['task'], string>> = {
  answer: '',
  rewrite: 'Rewrite the text so that it reads well. Answer with the text alone.',
  improve: 'Improve the text. Answer with the text alone.',
  sentiment:
    'Answer with JSON alone: {"sentiment": "positive" | "negative" | "neutral", "overall": the same, "score": number, "urgency": "high" | "medium" | "low", "escalation_risk": "high" | "medium" | "low"}.',
  themes: 'Answer with JSON alone: a list of at most five themes of the text.',
  translate: 'Translate the text. Answer with the translation alone.',
  summarize: 'Summarise the text in at most three sentences. Answer with the summary alone.',
  mood: 'Answer with one word alone: positive, negative or neutral, as the mood of the text is.',
  intent: `Answer with one word alone, what the writer of the text wants: ${INTENTS.join(', ')}.`,
  urgency: 'Answer with one word alone: high, medium or low, as urgent as the text is.',
  leadScore:
    'The text is a lead as JSON. Answer with JSON alone: {"score": 0 to 100, "grade": "A" to "D", "qualified": boolean, "reason": string}.',
  polish:
    'Polish the message. Answer with JSON alone: {"polished": string, "changes": list of strings}.',
  tips: 'The text is what a customer wrote. Answer with JSON alone, tips for who answers: {"items": [{"type": string, "content": string, "priority": number}]}.',
};
const MAX_TOKENS = 4096;

/** The providers that are asked over HTTP. */
export const PROVIDERS: Readonly<Record<Exclude<Model['provider'], 'simulated'>, Provider>> = {
  'openai-compatible': {
    request: (model, call, key) => ({
      url: `${model.baseUrl || 'https://api.openai.com/v1'}/chat/completions`,
      headers: {
        'content-type': 'application/json',
        ...(key !== '' && { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({
        model: model.model,
        messages: [
          ...(systemOf(call) === '' ? [] : [{ role: 'system', content: systemOf(call) }]),
          { role: 'user', content: call.text },
        ],
      }),
    }),
    read: (answer) => {
      const text = at(answer, 'choices', 0, 'message', 'content');
      return typeof text === 'string'
        ? {
            text,
            ...usage(
              at(answer, 'usage', 'prompt_tokens'),
              at(answer, 'usage', 'completion_tokens'),
            ),
          }
        : undefined;
    },
  },
  anthropic: {
    request: (model, call, key) => ({
      url: `${model.baseUrl || 'https://api.anthropic.com'}/v1/messages`,
      headers: {
        'content-type': 'application/json',
        'anthropic-version': '2023-06-01',
        'x-api-key': key,
      },
      body: JSON.stringify({
        model: model.model,
        max_tokens: MAX_TOKENS,
        ...(systemOf(call) !== '' && { system: systemOf(call) }),
        messages: [{ role: 'user', content: call.text }],
      }),
    }),
    read: (answer) => {
      const text = at(answer, 'content', 0, 'text');
      return typeof text === 'string'
        ? {
            text,
            ...usage(at(answer, 'usage', 'input_tokens'), at(answer, 'usage', 'output_tokens')),
          }
        : undefined;
    },
  },
};

function systemOf(call: ModelCall): string {
  const { task, tone, language, system, knowledge, tools } = call;
  return [
    system ?? '',
    knowledge === null || knowledge === '' ? '' : `What is known about it:\n${knowledge}`,
    tools.length === 0 ? '' : `Tools of the program that you can recommend: ${tools.join(', ')}.`,
    INSTRUCTIONS[task],
    tone === null ? '' : `The tone is ${tone}.`,
    language === null ? '' : `Translate to ${language}.`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** What stands at a place of an answer, whatever its form. */
function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Readonly<Record<string | number, unknown>>)[key]
        : undefined,
    value,
  );
}

function usage(input: unknown, output: unknown): Omit<ModelReply, 'text'> {
  const isCount = (count: unknown): count is number =>
    Number.isSafeInteger(count) && Number(count) >= 0;
  return {
    ...(isCount(input) && { inputTokens: input }),
    ...(isCount(output) && { outputTokens: output }),
  };
}
