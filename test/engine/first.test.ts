import type { Expression } from '../../plan/expression';
import type { Plan } from '../../plan/schema';
import { decideApproval, listApprovals } from '../../store/approvals';
import { historyOf, startEngine, WORKSPACE, type Engine } from './engine';

const lit = (value: string | number | boolean | null): Expression => ({ op: 'literal', value });

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(async () => {
  await engine.stop();
});

const plan: Plan = {
  planVersion: 1,
  name: 'first',
  flows: {
    main: { parameters: [], block: 'main', scope: 'shared' },
    'bot:echo': {
      parameters: [{ name: 'word', type: 'string', required: false }],
      block: 'bot:echo.main',
      scope: 'own',
    },
  },
  blocks: {
    main: [
      { id: 'main.0', kind: 'assign', name: 'word', path: [], value: lit('hello') },
      { id: 'main.1', kind: 'bot', label: '1', bot: lit('echo'), action: lit('say it') },
      {
        id: 'main.2',
        kind: 'approval',
        from: lit('ann@example.com'),
        timeout: lit(600),
      },
      {
        id: 'main.3',
        kind: 'parallel',
        branches: [
          { name: 'A', block: 'main.3.A' },
          { name: 'B', block: 'main.3.B' },
        ],
      },
      { id: 'main.4', kind: 'publish', event: lit('done') },
      { id: 'main.5', kind: 'return', value: { op: 'variable', name: 'said' } },
    ],
    'main.3.A': [{ id: 'main.3.A.0', kind: 'setMemory', key: lit('a'), value: lit(1) }],
    'main.3.B': [{ id: 'main.3.B.0', kind: 'setMemory', key: lit('b'), value: lit(2) }],
    'bot:echo.main': [
      {
        id: 'bot:echo.0',
        kind: 'save',
        table: lit('words'),
        row: { op: 'object', fields: [{ name: 'word', value: { op: 'variable', name: 'word' } }] },
      },
      {
        id: 'bot:echo.1',
        kind: 'return',
        value: {
          op: 'object',
          fields: [{ name: 'said', value: { op: 'variable', name: 'word' } }],
        },
      },
    ],
  },
  bots: { echo: { kind: 'script', flow: 'bot:echo', version: '1' } },
  awaitedEvents: [],
};

it('runs', async () => {
  const id = await engine.launch(plan);
  let open = await listApprovals(engine.test.database, WORKSPACE, { status: 'open', limit: 10 });
  while (open.items.length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    open = await listApprovals(engine.test.database, WORKSPACE, { status: 'open', limit: 10 });
  }
  const decided = await decideApproval(engine.test.database, {
    workspaceId: WORKSPACE,
    id: open.items[0]?.id ?? '',
    approved: true,
    by: 'ann@example.com',
    comment: null,
    via: 'test',
  });
  if (decided.status !== 'accepted') throw new Error(decided.status);
  console.log(await engine.gateway.bringDecision(id, decided.row));
  const run = await engine.ended(id);
  console.log(run, await historyOf(engine, id));
});
