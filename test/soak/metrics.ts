import axios from 'axios';

/** What the server uses at one moment, by its own metrics. */
export interface Sample {
	/** Minutes since the load began. */
	minute: number;
	/** Memory of the process and of its JavaScript heap, in MB. */
	residentMB: number;
	heapMB: number;
	/** Open files and sockets, and what keeps the event loop busy. */
	files: number;
	handles: number;
}

/** n8n's settings for its metrics. */
export const METRICS_ENV = { N8N_METRICS: 'true' };

const MEGABYTE = 1_000_000;

/** Reads the server's metrics. @throws when one of them is missing */
export async function readSample(baseUrl: string, minute: number): Promise<Sample> {
	const { data } = await axios.get<string>(`${baseUrl}/metrics`, { proxy: false });
	const figure = (name: string): number => {
		const line = new RegExp(`^n8n_${name} (\\S+)$`, 'm').exec(data);
		if (!line) throw new Error(`n8n tells no ${name}`);
		return Number(line[1]);
	};
	return {
		minute,
		residentMB: figure('process_resident_memory_bytes') / MEGABYTE,
		heapMB: figure('nodejs_heap_size_used_bytes') / MEGABYTE,
		files: figure('process_open_fds'),
		handles: figure('nodejs_active_handles_total'),
	};
}
