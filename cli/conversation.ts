import { randomUUID } from 'node:crypto';
import type { WireEvent } from '../plan/messages';
import { choiceLines } from './choice-lines';
import type { Client } from './client';
import { ApiProblem } from './client-errors';
import { say, type Context } from './context';
import { field } from './event-line';
import { followRun } from './follow-run';
import { plainText } from './paint';

/** A conversation with a run: prints what it says, and gives it a line each time it asks. */
export class Conversation {
  /** Questions that wait for a reply, the oldest first. */
  readonly #open = new Set<string>();
  #isOver = false;
  #wake: () => void = () => undefined;

  constructor(
    private readonly context: Context,
    private readonly client: Client,
    private readonly runId: string,
  ) {}

  /** True when the run has ended; false when it asks and there is nothing more to say. */
  async hold(lines: AsyncIterable<string>): Promise<boolean> {
    const stop = new AbortController();
    const reading = this.#speak(lines).finally(() => {
      stop.abort();
    });
    const following = this.#listen(stop.signal);
    await Promise.race([reading, following]);
    stop.abort();
    await following;
    return this.#isOver;
  }

  async #listen(signal: AbortSignal): Promise<void> {
    try {
      for await (const event of followRun(this.client, this.runId, { signal })) this.#take(event);
      this.#isOver = !signal.aborted || this.#isOver;
    } finally {
      this.#wake();
    }
  }

  #take(event: WireEvent): void {
    const { data } = event;
    const question = field(data, 'questionId');
    if (event.type === 'message_sent') this.#print(field(data, 'content'));
    else if (event.type === 'reply_refused') {
      this.#print(`Please reply with ${field(data, 'expected')}.`);
    } else if (event.type === 'reply_requested') {
      this.#print(field(data, 'prompt'));
      const choices = Array.isArray(data['choices']) ? data['choices'].map(String) : [];
      for (const line of choiceLines(choices)) say(this.context, line);
      this.#open.add(question);
      this.#wake();
    } else if (event.type === 'reply_received' || event.type === 'reply_timed_out') {
      this.#open.delete(question);
    } else if (event.type === 'approval_requested') {
      this.#print(`(${field(data, 'asked')} is asked to approve)`);
    }
  }

  #print(text: string): void {
    if (text !== '') say(this.context, text.split('\n').map(plainText).join('\n'));
  }

  /** Gives each line to the oldest open question; ends where one opens and no line is left. */
  async #speak(lines: AsyncIterable<string>): Promise<void> {
    for await (const text of lines) {
      const questionId = await this.#nextQuestion();
      if (questionId === undefined) return;
      await this.#reply(questionId, text);
    }
    await this.#nextQuestion();
  }

  async #reply(questionId: string, text: string): Promise<void> {
    try {
      const { status } = await this.client.reply(this.runId, {
        text,
        questionId,
        id: randomUUID(),
      });
      if (status !== 'asked_again') this.#open.delete(questionId);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 409) throw error;
      this.#open.delete(questionId);
      say(this.context, `(${error.message})`);
    }
  }

  /** Undefined when the run has ended. */
  async #nextQuestion(): Promise<string | undefined> {
    for (;;) {
      const [question] = this.#open;
      if (question !== undefined || this.#isOver) return question;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
