import { table, writeBoth } from '../bench/markdown';
import { median } from '../bench/results';
import type { Counts } from './load';
import type { Sample } from './metrics';

/** A figure at the beginning and at the end of the run, and whether it stayed flat. */
export interface Verdict {
	what: string;
	early: number;
	late: number;
	/** The most by which `late` may be above `early`. */
	allowed: number;
	flat: boolean;
}

/** What became of the recordings that arrived: each is told by one mail, or the soak fails. */
export interface Arrivals {
	arrived: number;
	untold: number;
	twice: number;
}

export interface Soak {
	command: string;
	minutes: number;
	n8n: string;
	samples: Sample[];
	counts: Counts;
	/** Requests that the simulator served. */
	requests: number;
	arrivals: Arrivals;
	verdicts: Verdict[];
}

/** What stands for a part of the run: of the heap the lowest figure, which is the one after a full garbage collection. */
const lowest = (figures: number[]): number => Math.min(...figures);

/** Compares the second sixth of the run with the last one; the first sixth warms up. */
export function verdictsOf(samples: readonly Sample[]): Verdict[] {
	const part = Math.floor(samples.length / 6);
	const verdict = (
		what: string,
		figure: keyof Sample,
		standsFor: (figures: number[]) => number,
		allowedOf: (early: number) => number,
	): Verdict => {
		const of = (from: number): number =>
			standsFor(samples.slice(from, from + part).map((sample) => sample[figure]));
		const [early, late] = [of(part), of(samples.length - part)];
		const allowed = allowedOf(early);
		return { what, early, late, allowed, flat: late - early <= allowed };
	};
	const tenth = (early: number) => early / 10;
	return [
		verdict('heap, MB, lowest', 'heapMB', lowest, tenth),
		verdict('memory of the process, MB, median', 'residentMB', median, tenth),
		verdict('open files and sockets, median', 'files', median, () => 5),
		verdict('active handles, median', 'handles', median, () => 5),
	];
}

/** Writes `soak.json` and `soak.md` into `folder`. @returns the readable one */
export async function writeReport(folder: string, soak: Soak): Promise<string> {
	return await writeBoth(folder, 'soak', soak, toMarkdown(soak));
}

function toMarkdown({ command, minutes, n8n, samples, counts, verdicts, requests, arrivals }: Soak): string {
	const parts = [
		'# Soak',
		`Made by \`${command}\`: n8n ${n8n} with the node under mixed load for ${minutes} minutes. This file and \`soak.json\` are written by that command. The figures are n8n's own metrics.`,
		table(
			['figure', 'early', 'late', 'may grow by', ''],
			verdicts.map(({ what, early, late, allowed, flat }) => [
				...[what, early.toFixed(0), late.toFixed(0), allowed.toFixed(0), flat ? 'flat' : '**not flat**'],
			]),
		),
		'"Early" is the second sixth of the run, "late" the last one. The lowest heap is the one after a full garbage collection.',
		table(
			['work', 'times', 'answered otherwise than it should be'],
			Object.entries(counts).map(([name, { asked, wrong }]) => [name, String(asked), String(wrong)]),
		),
		`The simulator served ${requests} requests; one GET in a hundred was refused with 503 and one lost its connection. ${arrivals.arrived} recordings arrived: ${arrivals.arrived - arrivals.untold} were told by a mail, ${arrivals.untold} were not, ${arrivals.twice} were told twice.`,
		table(
			['minute', 'heap, MB', 'process, MB', 'files and sockets', 'handles'],
			everyFifthMinute(samples).map(({ minute, heapMB, residentMB, files, handles }) => [
				...[minute.toFixed(0), heapMB.toFixed(0), residentMB.toFixed(0), String(files), String(handles)],
			]),
		),
	];
	return `${parts.join('\n\n')}\n`;
}

function everyFifthMinute(samples: readonly Sample[]): Sample[] {
	return samples.filter(
		({ minute }, index) => index === 0 || Math.floor(minute / 5) > Math.floor(samples[index - 1].minute / 5),
	);
}
