import { parse } from 'flatted';
import type { Execution, Item } from './types';

interface RunData {
	resultData: {
		error?: { message: string; description?: string | null; node?: { name: string } };
		runData: Record<string, Array<{ data?: { main?: Array<Item[] | null> } }>>;
	};
}

/**
 * Unpacks an execution as `GET /rest/executions/<id>` answers it: its `data` is JSON that the flatted library has packed.
 * Undefined while there is no data: n8n 1.123 can tell of an execution's end a moment before its data can be read.
 */
export function readExecution(raw: Record<string, unknown>): Execution | undefined {
	const data = parse(String(raw.data)) as RunData | undefined;
	if (!data) return undefined;
	const { resultData } = data;
	const output = Object.entries(resultData.runData).map(([node, runs]) => [
		node,
		(runs.at(-1)?.data?.main ?? []).map((items) => items ?? []),
	]);
	const { error } = resultData;
	return {
		id: String(raw.id),
		status: String(raw.status),
		mode: String(raw.mode),
		workflowId: String(raw.workflowId),
		output: Object.fromEntries(output) as Execution['output'],
		...(error && {
			error: { message: error.message, description: error.description, node: error.node?.name },
		}),
	};
}
