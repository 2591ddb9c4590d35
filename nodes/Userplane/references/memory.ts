import { createHash } from 'node:crypto';

import { Turns } from '../transport/turns';
import { Held } from './held';

/** A link as it is known. */
export interface Known {
	linkId: string;
	/** In ms since 1970, by the service's clock; Infinity where it cannot be read: every other link is older. */
	createdAt: number;
	/** Whose it is, where Create or Update made it. */
	claim: string;
	/** False as long as only the answer to its creation has shown it. */
	isListed: boolean;
	/** When (ms of the monotonic clock) this process came to know it. */
	knownAt: number;
}

/** What this process has made for a reference, or may have, and nobody was told of yet. */
export interface Made {
	/** The mark of all its links. */
	mark: string;
	/** How many there may be, and when (ms of the monotonic clock) the last one was asked for. */
	times: number;
	at: number;
	/** Whether the last one is known by its answer. */
	isAnswered: boolean;
}

interface Entry {
	links: Known[];
	made?: Made;
	/** When it was used last, or made, in ms since 1970 by the service's clock. */
	usedAt: number;
}

/** How many references are known to be forgotten, for each one that there is room for: they take next to none. */
const FORGOTTEN = 10;

/** The links of a workspace by their references, as many as there is room for, and what is known to be missing. */
export class Memory {
	/** Calls for one reference wait for each other. */
	readonly turns = new Turns();
	private readonly entries = new Map<string, Entry>();
	/** What was forgotten, and when (ms since 1970) the last link with it was made. */
	private readonly forgotten = new Map<number, number>();
	/** All that the list has of these times is remembered, or known to be forgotten. */
	protected readonly held = new Held();

	constructor(private readonly most: number) {}

	/** The links with exactly this reference, the oldest first. */
	find(reference: string): Known[] {
		return this.entryOf(reference).links;
	}

	/** Those of them that this process has made and nobody was told of. */
	own(reference: string): Known[] {
		const { links, made } = this.entryOf(reference);
		return links.filter(({ claim }) => claim === made?.mark);
	}

	made(reference: string): Made | undefined {
		return this.entries.get(reference)?.made;
	}

	/** Whether the list has shown all that this process has made for a reference, and so all that is older. */
	hasAppeared(reference: string): boolean {
		const { links, made } = this.entryOf(reference);
		if (links.some(({ isListed }) => !isListed)) return false;
		return !made || made.isAnswered || this.own(reference).length >= made.times;
	}

	/** When (ms since 1970) the last link was made that had this reference when it was forgotten. */
	forgottenAt(reference: string): number | undefined {
		return this.entries.has(reference) ? undefined : this.forgotten.get(fingerprintOf(reference));
	}

	/** Notes that a link was made or, without one, that it may have been. */
	noteMade(reference: string, mark: string, at: number, link?: Pick<Known, 'linkId' | 'createdAt'>): void {
		const made = { mark, at, times: (this.made(reference)?.times ?? 0) + 1, isAnswered: !!link };
		if (link) this.remember(reference, { ...link, claim: mark, isListed: false, knownAt: at });
		this.entries.set(reference, { ...this.entryOf(reference), made });
	}

	/** Notes that a caller was told of what there is: it is new to nobody any more, and in use up to now. */
	noteTold(reference: string): void {
		const { links } = this.entryOf(reference);
		// Behind those that were made at the same time
		this.entries.delete(reference);
		this.entries.set(reference, { links, usedAt: this.held.to });
	}

	remember(reference: string, link: Known): void {
		const { links, usedAt, ...entry } = this.entryOf(reference);
		const before = links.find(({ linkId }) => linkId === link.linkId);
		const known = {
			...link,
			claim: link.claim || (before?.claim ?? ''),
			isListed: link.isListed || before?.isListed === true,
			knownAt: before?.knownAt ?? link.knownAt,
		};
		const all = [...links.filter((other) => other !== before), known];
		all.sort((a, b) => a.createdAt - b.createdAt || (a.linkId < b.linkId ? -1 : 1));
		const madeAt = Math.min(link.createdAt, this.held.to);
		this.entries.set(reference, { ...entry, links: all, usedAt: Math.max(usedAt, madeAt) });
	}

	forget(reference: string, linkId: string): void {
		const { links, ...entry } = this.entryOf(reference);
		const others = links.filter((link) => link.linkId !== linkId);
		if (others.length > 0 || entry.made) this.entries.set(reference, { ...entry, links: others });
		else this.entries.delete(reference);
	}

	/**
	 * Forgets what was not used for longest where there is no room for it. What is in use stays, and so does what the list has
	 * not shown yet or nobody was told of: it could not be read again. Where too much is forgotten to know it, its time is not
	 * held any more.
	 */
	protected makeRoom(): void {
		const excess = this.entries.size - this.most;
		if (excess <= 0) return;
		const idle = [...this.entries].filter(([reference, { links, made }]) => {
			return !made && !this.turns.has(reference) && links.every(({ isListed }) => isListed);
		});
		idle.sort(([, a], [, b]) => a.usedAt - b.usedAt);
		for (const [reference, { links }] of idle.slice(0, excess)) {
			// What is behind the end is read again anyway
			const times = links.map(({ createdAt }) => createdAt).filter((time) => time <= this.held.to);
			if (times.length > 0) this.forgotten.set(fingerprintOf(reference), Math.max(...times));
			this.entries.delete(reference);
		}
		for (const [fingerprint, time] of this.forgotten) {
			if (this.forgotten.size <= FORGOTTEN * this.most) return;
			this.held.cut(time + 1);
			this.forgotten.delete(fingerprint);
		}
	}

	private entryOf(reference: string): Entry {
		return this.entries.get(reference) ?? { links: [], usedAt: -Infinity };
	}
}

/** 48 bits that stand for a reference: two that share them are both looked for again, which costs requests alone. */
function fingerprintOf(reference: string): number {
	return createHash('sha256').update(reference).digest().readUIntBE(0, 6);
}
