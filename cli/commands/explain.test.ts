import { callCli } from '../test-surroundings';

describe('everstep explain', () => {
  it('tells what a mistake is, with examples', async () => {
    const { code, stdout } = await callCli(['explain', 'BASIC_MISSING_THEN']);
    expect(code).toBe(0);
    expect(stdout).toContain('BASIC_MISSING_THEN: IF has no THEN');
    expect(stdout).toContain('Wrong:\n  IF total > 5\n');
    expect(stdout).toContain('Right:\n  IF total > 5 THEN\n');
  });

  it('tells what an error of a run is', async () => {
    const { code, stdout } = await callCli(['explain', 'bot_timeout']);
    expect(code).toBe(0);
    expect(stdout).toContain('BOT_TIMEOUT: The bot {bot} did not answer');
    expect(stdout).toContain('504');
  });

  it('lists all codes', async () => {
    const { code, stdout } = await callCli(['explain']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^BASIC_BLOCK_OPEN +A block has no end/m);
    expect(stdout).toMatch(/^BOT_UNKNOWN +There is no bot/m);
  });

  it('gives the entry as JSON', async () => {
    const { stdout } = await callCli(['explain', 'BASIC_FOR', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ code: 'BASIC_FOR', right: 'FOR i = 1 TO 10\nNEXT' });
  });

  it('says which code was probably meant', async () => {
    const { code, stdout, stderr } = await callCli(['explain', 'BASIC_MISING_THEN']);
    expect(code).toBe(5);
    expect(stdout).toBe('');
    expect(stderr).toContain('did you mean BASIC_MISSING_THEN?');
  });
});
