import type { ModelCall } from '../../interpreter/long-call';
import { simulateModel } from '../../interpreter/simulated-model';
import { startHttpServer, type HttpServer } from '../../test/engine/http-server';
import type { ObjectValue } from '../../plan/value';
import { createModelCaller } from './ask-model';
import { chooseModels } from './choose-model';
import { ModelListSchema, ModelSchema, type Model } from './model-list';

let server: HttpServer;
beforeAll(async () => {
  server = await startHttpServer();
});
afterAll(async () => {
  await server.stop();
});

const call = (changes: Partial<ModelCall> = {}): ModelCall => ({
  kind: 'model',
  task: 'answer',
  text: 'hello',
  tone: null,
  language: null,
  system: null,
  knowledge: null,
  tools: [],
  model: null,
  optimizeFor: 'balanced',
  maxCost: null,
  maxLatencyMs: null,
  timeoutMs: 2000,
  attempts: 4,
  ...changes,
});
const ask = async (
  models: readonly Model[],
  changes: Partial<ModelCall> = {},
  failedAttempts = 0,
): Promise<ObjectValue> => {
  const caller = createModelCaller({
    policy: { allowPrivate: true },
    secrets: (name) => (name === 'key' ? 'k-42' : undefined),
    models,
  });
  const request = {
    runId: 'r',
    stepId: 's',
    idempotencyKey: 'k',
    failedAttempts,
    call: call(changes),
  };
  return (await caller(request, new AbortController().signal)).value as ObjectValue;
};
const remote = (changes: Partial<Model> = {}): Model =>
  ModelSchema.parse({
    name: 'far',
    provider: 'openai-compatible',
    model: 'm-1',
    baseUrl: server.url,
    keySecret: 'key',
    inputCost: 1,
    outputCost: 2,
    ...changes,
  });

it('asks by the protocol of OpenAI and counts tokens and cost', async () => {
  server.reply = () => ({
    body: {
      choices: [{ message: { content: '```json\n{"a": 1}\n```' } }],
      usage: { prompt_tokens: 1_000_000, completion_tokens: 500_000 },
    },
  });
  const answer = await ask([remote()], { system: 'Be kind.' });
  expect(answer).toMatchObject({ answer: { a: 1 }, used: { model: 'far', cost: 2 } });
  const sent = server.seen.at(-1);
  expect(sent).toMatchObject({
    path: '/chat/completions',
    headers: { authorization: 'Bearer k-42' },
  });
  expect(JSON.parse(sent?.body ?? '')).toEqual({
    model: 'm-1',
    messages: [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'hello' },
    ],
  });
});

it('asks by the protocol of Anthropic', async () => {
  server.reply = () => ({
    body: {
      content: [{ type: 'text', text: 'yes\0 k-42' }],
      usage: { input_tokens: 3, output_tokens: 1 },
    },
  });
  const answer = await ask([remote({ provider: 'anthropic' })]);
  expect(answer).toMatchObject({ answer: 'yes [secret key]', used: { inputTokens: 3 } });
  expect(server.seen.at(-1)).toMatchObject({
    path: '/v1/messages',
    headers: { 'x-api-key': 'k-42' },
  });
});

it.each([
  [429, 'MODEL_FAILED'],
  [529, 'MODEL_FAILED'],
  [500, 'MODEL_FAILED'],
  [401, 'MODEL_REFUSED'],
])('maps status %d to %s', async (status, code) => {
  server.reply = () => ({ status });
  await expect(ask([remote()])).rejects.toMatchObject({ code });
});

it('refuses an answer without a text', async () => {
  server.reply = () => ({ body: { choices: [] } });
  await expect(ask([remote()])).rejects.toMatchObject({ code: 'MODEL_ANSWER_INVALID' });
});

it('asks the next best model after a failed attempt', async () => {
  const simulated = ModelSchema.parse({ name: 'near', provider: 'simulated', quality: 0.1 });
  server.reply = () => ({ status: 503 });
  const models = [simulated, remote({ quality: 0.9 })];
  await expect(ask(models, { optimizeFor: 'quality' })).rejects.toMatchObject({
    code: 'MODEL_FAILED',
  });
  expect(await ask(models, { optimizeFor: 'quality' }, 1)).toMatchObject({
    used: { model: 'near' },
  });
});

describe('the choice', () => {
  const model = (name: string, cost: number, latencyMs: number, quality: number): Model =>
    ModelSchema.parse({
      name,
      provider: 'simulated',
      inputCost: cost,
      outputCost: cost,
      latencyMs,
      quality,
    });
  const models = [
    model('cheap', 1, 3000, 0.3),
    model('quick', 5, 200, 0.5),
    model('wise', 50, 4000, 1),
  ];
  const first = (changes: Partial<ModelCall>): string | undefined =>
    chooseModels(call(changes), models)[0]?.name;

  it.each([
    [{ optimizeFor: 'speed' }, 'quick'],
    [{ optimizeFor: 'COST' }, 'cheap'],
    [{ optimizeFor: 'quality' }, 'wise'],
    [{ optimizeFor: 'quality', maxLatencyMs: 1000 }, 'quick'],
    [{ optimizeFor: 'quality', maxCost: 0.002 }, 'quick'],
    [{ model: 'fast' }, 'quick'],
    [{ model: 'Wise' }, 'wise'],
  ])('takes for %j the model %s', (changes, name) => {
    expect(first(changes)).toBe(name);
  });

  it('refuses what nobody does for the money, and a model that nobody has', () => {
    expect(() => first({ maxCost: 0.00001 })).toThrow('No model answers');
    expect(() => first({ model: 'other' })).toThrow('cheap, quick, wise');
  });

  it('reads the setting', () => {
    expect(ModelListSchema.parse('')).toMatchObject([{ provider: 'simulated' }]);
    expect(ModelListSchema.safeParse('[{"name": 1}]').success).toBe(false);
    expect(ModelListSchema.safeParse('{').success).toBe(false);
  });
});

describe('the simulated model', () => {
  const answer = (text: string): string =>
    simulateModel({
      task: 'answer',
      text,
      tone: null,
      language: null,
      knowledge: null,
      system: null,
    });

  it('chooses between what is named', () => {
    const question = 'Classify as billing, delivery or other: ';
    expect(answer(`${question}My deliveries never come`)).toBe('other');
    expect(answer(`${question}The delivery was late`)).toBe('delivery');
    expect(answer(`${question}A billing mistake`)).toBe('billing');
  });

  it('extracts what is asked for', () => {
    const text =
      'Extract the email and the amount as JSON: Ann (ann@example.com) paid $12.50 today.';
    expect(JSON.parse(answer(text))).toEqual({ email: 'ann@example.com', amount: '$12.50' });
  });

  it('sums up what was written', () => {
    const text =
      'Summarise: The lamp is broken. It was raining. The lamp came broken in a broken box. Bye.';
    expect(answer(text)).toBe('The lamp is broken. The lamp came broken in a broken box.');
  });

  it('reads moods, themes and tones', () => {
    const ask = (task: ModelCall['task'], text: string, tone: string | null = null): string =>
      simulateModel({ task, text, tone, language: null, system: null, knowledge: null });
    expect(JSON.parse(ask('sentiment', 'not good, never helpful'))).toEqual({
      sentiment: 'negative',
      overall: 'negative',
      score: -2,
      urgency: 'low',
      escalation_risk: 'high',
    });
    expect(JSON.parse(ask('themes', 'Price and price of the delivery'))).toEqual([
      'price',
      'delivery',
    ]);
    expect(ask('improve', "hi  there , i can't come", 'formal')).toBe(
      'Hello there, i cannot come.',
    );
  });

  it('answers from what is known, and does the small tasks', () => {
    const ask = (
      task: ModelCall['task'],
      text: string,
      more: { readonly language?: string; readonly knowledge?: string } = {},
    ): string =>
      simulateModel({
        task,
        text,
        tone: null,
        language: null,
        system: null,
        knowledge: null,
        ...more,
      });
    const knowledge = 'We ship on Mondays. A refund takes five days. Our lamps are made in Rio.';
    expect(ask('answer', 'How long does a refund take?', { knowledge })).toContain('five days');
    expect(ask('summarize', 'The lamp is broken. It was raining. The lamp came broken.')).toBe(
      'The lamp is broken. The lamp came broken.',
    );
    expect(ask('translate', 'Hello, your order.', { language: 'Spanish' })).toBe(
      'Hola, your pedido.',
    );
    expect(ask('mood', 'A terrible, rude answer')).toBe('negative');
    expect(ask('intent', 'I want my money back, a refund')).toBe('refund');
    expect([ask('urgency', 'asap!'), ask('urgency', 'by tomorrow'), ask('urgency', 'hm')]).toEqual([
      'high',
      'medium',
      'low',
    ]);
    const lead = { email: 'ann@acme.example', company: 'Acme', job_title: 'CEO' };
    expect(JSON.parse(ask('leadScore', JSON.stringify(lead)))).toMatchObject({
      score: 70,
      grade: 'B',
      qualified: true,
    });
    expect(JSON.parse(ask('polish', 'hi  there'))).toEqual({
      polished: 'Hi there.',
      changes: ['spelling'],
    });
    expect(JSON.parse(ask('tips', 'This is urgent and terrible'))).toMatchObject({
      items: [{ type: 'tone' }, { type: 'time' }, { type: 'intent' }],
    });
  });
});
