/** Tells from when on (ms since 1970) a caller has to know all links, by the time of the newest one and by what time it is. */
export type Since = (newest: number, now: number) => number;

/** By how much (ms) the clock that dates a ticket and the one that dates a link may differ. */
const CLOCKS_DIFFER_MS = 3_600_000;

/**
 * So many ms back from the newest link, and no further than when the ticket was created (ms since 1970): no link is older than
 * its ticket. A ticket with a time in the future was created now.
 */
export function lookBack(ms: number, ticketCreatedAt = -Infinity): Since {
	return (newest, now) => Math.max(newest - ms, Math.min(ticketCreatedAt, now) - CLOCKS_DIFFER_MS);
}

/** Times (ms since 1970), both ends included. */
interface Span {
	from: number;
	to: number;
}

/** How many spans are kept: one more for each time that nothing was read while many links were made. */
const MOST_SPANS = 100;

/** The times of which all links are known: spans, newest first, with what was never read between them. */
export class Held {
	private spans: Span[] = [];

	/** The newest time that is held; -Infinity while none is. */
	get to(): number {
		return this.spans.at(0)?.to ?? -Infinity;
	}

	/** Back to when everything is held from the newest time on; Infinity while nothing is. */
	get from(): number {
		return this.spans.at(0)?.from ?? Infinity;
	}

	/** The newest time of the span that this one is in; undefined when it is not held. */
	endOf(time: number): number | undefined {
		return this.spans.find(({ from, to }) => from <= time && time <= to)?.to;
	}

	add(from: number, to: number): void {
		if (from > to) return;
		const joined = this.spans.filter((span) => span.from <= to && span.to >= from);
		const others = this.spans.filter((span) => !joined.includes(span));
		joined.push({ from, to });
		const span = {
			from: Math.min(...joined.map((each) => each.from)),
			to: Math.max(...joined.map((each) => each.to)),
		};
		this.spans = [span, ...others].sort((a, b) => b.to - a.to).slice(0, MOST_SPANS);
	}

	/** Gives up everything that is older. */
	cut(time: number): void {
		this.spans = this.spans
			.map(({ from, to }) => ({ from: Math.max(from, time), to }))
			.filter(({ from, to }) => from <= to);
	}
}
