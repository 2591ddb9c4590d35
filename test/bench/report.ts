import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

import { table, writeBoth } from './markdown';
import { isMet, type Demand, type Line, type Scenario } from './results';

/** Everything that one run of the benchmarks found. */
export interface Report {
	command: string;
	/** In general terms: what a reader needs to compare. */
	machine: { cores: number; node: string; platform: string };
	/** The n8n version that the HTTP Request node is of. */
	n8n: string;
	scenarios: Scenario[];
}

/** The machine as the report describes it. */
export function describeMachine(): Report['machine'] {
	return { cores: cpus().length, node: process.version, platform: process.platform };
}

/** The report that stands in `folder`, with these scenarios in the place of those of the same names. */
export function withScenarios(folder: string, scenarios: Scenario[]): Report {
	const report = JSON.parse(readFileSync(join(folder, 'benchmarks.json'), 'utf8')) as Report;
	const byName = new Map([...report.scenarios, ...scenarios].map((scenario) => [scenario.name, scenario]));
	return { ...report, scenarios: [...byName.values()] };
}

/** Writes `benchmarks.json` and `benchmarks.md` into `folder`. @returns the readable one */
export async function writeReport(folder: string, report: Report): Promise<string> {
	return await writeBoth(folder, 'benchmarks', report, toMarkdown(report));
}

/** The report as a page. */
export function toMarkdown({ command, machine, n8n, scenarios }: Report): string {
	const { cores, node, platform } = machine;
	const parts = [
		'# Benchmarks',
		`Made by \`${command}\` on ${cores} cores, Node ${node.slice(1)}, ${platform}. This file and \`benchmarks.json\` are written by that command; with names behind it, it makes only some of the figures anew, so not all are of one run.`,
		`All contestants run in one process, on n8n's real engine where they are nodes, against the same simulator of Userplane's API. "HTTP Request" is n8n's own node (version 4.2 of the node, from n8n ${n8n}). "Lost" are items without a link and "doubled" are links beyond an item's first, both counted in the simulator's store.`,
		...scenarios.map(toSection),
	];
	return `${parts.join('\n\n')}\n`;
}

function toSection({ name, how, ratioTo, lines, table: figures, demands }: Scenario): string {
	const parts = [`## ${name}`, `${how}.`];
	if (lines.length > 0) parts.push(tableOf(ratioTo, lines));
	if (figures) parts.push(table(figures.head, figures.rows));
	parts.push(demands.map(toSentence).join('\n'));
	return parts.join('\n\n');
}

function tableOf(ratioTo: string, lines: Line[]): string {
	const head = [`ratio of ${ratioTo}`, 'contestant', 'lost', 'doubled', 'refused', 'seconds'];
	const rows = lines.map(({ ratio, contestant, tally, seconds }) => [
		ratio.toFixed(2),
		contestant,
		...[tally?.lost, tally?.doubled, tally?.refused].map(String),
		seconds < 10 ? seconds.toFixed(2) : seconds.toFixed(0),
	]);
	return table(head, rows);
}

function toSentence(demand: Demand): string {
	const { name, value, unit, bound } = demand;
	const shown = `- ${name}: **${Number(value.toFixed(3))}${unit}**`;
	if (!bound) return shown;
	const limit = 'min' in bound ? bound.min : bound.max;
	return `${shown} (demanded: at ${'min' in bound ? 'least' : 'most'} ${limit}${unit}; ${isMet(demand) ? 'met' : '**not met**'})`;
}
