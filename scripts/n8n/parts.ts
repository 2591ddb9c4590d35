interface Stoppable {
	stop(): Promise<void>;
}

/** Things that were started and are stopped together, the last one first. */
export class Parts {
	private readonly started: Stoppable[] = [];

	private stopping?: Promise<void>;

	/** Takes in what has just been started. @returns it */
	keep<T extends Stoppable>(part: T): T {
		this.started.unshift(part);
		return part;
	}

	/** Stops them one after the other; one that fails does not keep the others running. May be called twice. */
	readonly stop = async (): Promise<void> => await (this.stopping ??= this.stopAll());

	private async stopAll(): Promise<void> {
		const errors: unknown[] = [];
		for (const part of this.started) await part.stop().catch((error: unknown) => errors.push(error));
		if (errors.length > 0) throw errors[0];
	}
}
