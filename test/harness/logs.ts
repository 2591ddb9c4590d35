import { Container, Logger } from './core';

/** One line that the engine or a node wrote. */
export interface LogEntry {
	level: 'error' | 'warn' | 'info' | 'debug';
	message: string;
	/** Whatever was logged beside the message. */
	metadata: unknown;
}

/** Everything written to n8n's logger, at every level and whatever its own threshold, until `stop()`. */
export interface LogRecord {
	readonly entries: LogEntry[];
	stop(): void;
}

const levels = ['error', 'warn', 'info', 'debug'] as const;

/** Starts to keep what n8n's logger is given. The logger goes on as before. */
export function recordLogs(): LogRecord {
	const logger = Container.get(Logger);
	const entries: LogEntry[] = [];
	for (const level of levels) {
		const write = logger[level].bind(logger);
		logger[level] = (message, metadata) => {
			entries.push({ level, message, metadata });
			write(message, metadata);
		};
	}
	const stop = () => {
		for (const level of levels) Reflect.deleteProperty(logger, level);
	};
	return { entries, stop };
}
