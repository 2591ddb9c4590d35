/** How a log could write what it says. Every form was made up before the rule that reads it was written. */
export interface Forms {
	console: Record<string, (level: 'info' | 'warning' | 'error', text: string) => object>;
	/** A status of 0 is a request without an answer. */
	requests: Record<string, (method: string, url: string, status: number) => object>;
	actions: Record<string, (what: 'click' | 'input' | 'go', name: string) => object>;
}
