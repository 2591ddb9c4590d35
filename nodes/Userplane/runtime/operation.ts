import type { IDataObject, INodeExecutionData, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Client } from '../transport/client';
import type { BinaryStore } from './binaryStore';
import type { Parameters } from './parameters';

/** What one item is going to do: made from its parameters alone, before any request of the run. */
export interface Plan {
	/** Items with the same key run one after another, in input order: they write the same thing. */
	writes?: string;
	/** Doing it twice is no use: what an earlier item with this key has done is done for this one too. */
	once?: string;
	/**
	 * Sends the item's requests.
	 * @param tell takes a hint for the output panel, and what of the item it is about: that stands where the text says `{}`, so that
	 * a run with many items shows one hint for all
	 * @returns what becomes output items, each of which may be made when it is asked for
	 */
	run(
		client: Client,
		files: BinaryStore,
		tell: (text: string, about?: string) => void,
	): Promise<Iterable<Output>>;
}

/** What one output item holds; its pairing is added by the runtime. */
export type Output = Pick<INodeExecutionData, 'json' | 'binary'>;

/** What an item tells in the output panel: a text, and what of this item it is about, which stands where the text says `{}`. */
export interface Hint {
	text: string;
	about?: string;
}

/** What became of one item. An item that was never begun has none. */
export type Result = { outputs: Iterable<Output>; hints: Hint[] } | { error: unknown };

/** One operation: what the user sees and what is sent, together in one file. */
export interface Operation {
	/** The entry in the Operation menu. `value` is part of saved workflows. */
	option: INodePropertyOptions;
	/** The fields below the menu; where they are shown is added by the resource. */
	properties: INodeProperties[];
	/**
	 * Reads and checks one item's parameters.
	 * @throws ParameterError for what cannot be sent
	 */
	prepare(parameters: Parameters): Plan;
	/** For writes: names what an output object stands for, so that a run that stops can say what it has done. */
	receipt?: (output: IDataObject) => string;
	/** What to say of running the workflow again where that does not do the same once more: of what was done, and of what may be. */
	again?: { done: string; unfinished: string };
}
