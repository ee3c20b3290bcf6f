import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Everstep } from './everstep';

const VICTIMS = ['worker', 'api', 'temporal', 'postgres'] as const;
type Victim = (typeof VICTIMS)[number];

/** How often each part was killed and frozen. */
export type Harm = Readonly<Record<Victim, { kills: number; freezes: number }>>;

/** Every third harm freezes a part instead of killing it. */
const FREEZE_CHANCE = 0.3;
const LONGEST_FREEZE_MS = 6000;

/** Kills and freezes one part after the other, at moments that a seed gives. */
export class Nemesis {
  readonly harm: Harm = {
    worker: { kills: 0, freezes: 0 },
    api: { kills: 0, freezes: 0 },
    temporal: { kills: 0, freezes: 0 },
    postgres: { kills: 0, freezes: 0 },
  };

  constructor(
    private readonly everstep: Everstep,
    private readonly random: () => number,
  ) {}

  get kills(): number {
    return VICTIMS.reduce((sum, victim) => sum + this.harm[victim].kills, 0);
  }

  /** Goes on until told that it is enough; afterwards everything is up again. */
  async haunt(isEnough: () => boolean): Promise<void> {
    while (!isEnough()) {
      await sleep(500 + this.random() * 3000);
      await this.everstep.revive().catch(() => undefined);
      const victim = VICTIMS[Math.floor(this.random() * VICTIMS.length)] ?? 'worker';
      if (this.random() < FREEZE_CHANCE) await this.#freeze(victim);
      else await this.#kill(victim);
    }
    while (!this.everstep.worker.isRunning || !this.everstep.api.isRunning) {
      await this.everstep.revive().catch(() => sleep(500));
    }
    while ((await this.everstep.request('GET', '/health/ready')).status !== 200) await sleep(100);
  }

  async #kill(victim: Victim): Promise<void> {
    this.harm[victim].kills += 1;
    if (victim === 'temporal' || victim === 'postgres') {
      await this.everstep.infrastructure[victim].child.kill('SIGKILL');
      return;
    }
    await this.everstep[victim].kill();
    await this.everstep[victim].start().catch(() => undefined);
  }

  async #freeze(victim: Victim): Promise<void> {
    const pids = this.#pidsOf(victim);
    if (pids.length === 0) return;
    this.harm[victim].freezes += 1;
    for (const pid of pids) signal(pid, 'SIGSTOP');
    await sleep(200 + this.random() * LONGEST_FREEZE_MS);
    for (const pid of pids) signal(pid, 'SIGCONT');
  }

  /** A database is frozen with all its helpers: they are children of the first one. */
  #pidsOf(victim: Victim): readonly number[] {
    const isServer = victim === 'temporal' || victim === 'postgres';
    const { pid } = isServer ? this.everstep.infrastructure[victim].child : this.everstep[victim];
    if (pid === undefined) return [];
    return victim === 'postgres' ? [pid, ...childrenOf(pid)] : [pid];
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended meanwhile.
  }
}

/** Where there is no /proc, only the first process is frozen. */
function childrenOf(parent: number): readonly number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => parentOf(pid) === parent);
  } catch {
    return [];
  }
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}
