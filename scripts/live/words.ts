/** Which names of the service may be told. A name that is nobody's data is made of words of the trade; any other is counted. */

/** Words that fields of an API, and of the logs of a browser, are called by. A word that is missing costs no more than a look with curl. */
const TRADE = `
abort accepted acked active allowed ambient analyzing applied approved assembling assembled attached awaiting building canceling captured capturing cleaned committed compressing corrupt converting converted copying denied delivered disabled discarded draft encoding errored expiring exporting failed finalized finalizing finishing fresh generating gone halted idle incomplete indexed initialized initializing invalid live lost merging missing normal onhold online offline paused partial preparing processing purged queued quarantined ratelimit ready rejected removed restored resumed retrying running saved sealed skipped stale stopped stored submitted succeeded transcoded transcoding trashed unavailable unknown uploading verifying waiting working
about access account action active actions actor address admin after agent align all amount amz analytics and api app application
archived args argument arguments array aria as asset assignee at attachment attachments attempt attribute attributes audio auth author authorization
available avatar base batch before begin binary bitrate blob blocked body bool boolean browser bucket build bundle button buttons by byte bytes cache cached
call callback camera cancel canceled cancelled capture captured captures category cause channel char checked checksum child children claim class
classes clear click client clock close closed code codec codecs codes collection color column columns comment comments company complete completed
component computed config connection console content context cookie cookies coordinate coordinates core count counter country create created creation
creator credential currency current cursor custom customer customers data database date datetime day days debug decoded default defined delay delete
deleted delta depth description destination detail details device dimension dimensions direction directory disabled display dns document dom domain
domains done download duration durations edge edited element elements email emails embed empty enabled encoded encoding end ended ends endpoint engine
entries entry enum env environment epoch error errors event events exception exceptions exit expiration expire expired expires expiry extension external
extra failed failure false fail fallback fatal favicon feature fetch field fields file filename files filter filters final finish finished first flag flags
flat folder font force form format frame frames framework free frequency from full function gateway geo global group groups handler handled has hash
hasmore head header headers heading health height hidden history hit host hostname hour hover href html http https icon id identifier identity ids ignored
image images in index info information initial initiator inner input inputs inserted instance int integer integration interaction internal interval invite
invited ip is issue issuer item items iv joined json key keyboard keypress keys kind label labels lang language last latency latitude layer left length
level levels library limit limits line lines link linked links list load loaded local locale location log logged logger logs long longitude lvl mail main manual
map mask masked match max maximum measure media member members membership memory menu message messages meta metadata method methods metric metrics
microphone mime min minimum minute minutes mobile mode model modified module mouse mouseup mousedown move ms msg muted mutation name names namespace native navigate
navigation navigator network new next node nodes none note notes nonce null number numbers object objects offset ok old on only op open opened operation
option optional options order orders origin original os other outcome output over owner ownership package page pages pagination param parameter parameters
params parent part parts password path pathname payload pending per percent performance permission permissions phase phone pid pixel plan platform play
player playback pointer policy poll port position post prefix present presigned prev preview previous primary priority private process processed product
progress project projects promise properties property protocol provider providers public publish published put quality query queue quota random range
rank rate ratio raw reached read ready reason received recipient record recorded recorder recording recordings redirect redirected ref reference
references referer referrer region rejected rel release relative remaining remote removed render replay reply report request requested requester requests
required reset resize resolution resolved resource resources response responses result results retention retry reusable revoked revision rights role
roles root route row rows rule rules runtime sample scale schema scope score screen screenshot script scroll sdk search second seconds secret section
selected selection selector selectors sequence server service session sessions set settings severity shadow share shared shot signature signed single
size sizes slug snapshot snippet sort source sources space span stack stage start started state static stats status statuses step steps storage store stream string
style sub subdomain subject submit success successful suffix summary support suspended symbol sync system tab table tag tags target task team template
tenant tenants test text thread threshold throw thumb thumbnail thumbnails ticket tickets time timed timeline timeout times timestamp timestamps timezone timing
timings title tls to token token tokens top topic total totals touch trace track tracked transaction transfer transferred transcript trigger triggered true ts
tty type types ua unit units unix until update updated updates upload uploaded uri url urls usage use used user username users utc uuid valid validated
value values variable vendor verified version versions video view viewed viewer viewport visibility visible visited visitor waiting wall warn warning
warnings web webhook webm weight wheel widget width window with word words workspace workspaces write xhr xpath year zone zoom
`;

const trade = new Set(TRADE.split(/\s+/).filter(Boolean));

/** The words of a name: `linkProviderType`, `X-Amz-Date`, `http.status_code`. */
function wordsOf(name: string): string[] {
	return name
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
		.toLowerCase()
		.split(/[^a-z0-9]+/)
		.filter(Boolean);
}

/** What a key, a header or a code is called, or how long its name is when that may be somebody's own. */
export class Words {
	private readonly known: ReadonlySet<string>;
	private readonly words: ReadonlySet<string>;

	/** @param names those that the contract has */
	constructor(names: Iterable<string>) {
		this.known = new Set(names);
		this.words = new Set([...trade, ...[...this.known].flatMap(wordsOf)]);
	}

	/** Whether nobody's data can be in it: the contract has the name, or each of its words is one of the trade or a single letter. */
	mayTell(name: string): boolean {
		if (this.known.has(name)) return true;
		// In what is written in other letters nobody of the trade is at work
		if (!/^@?[\w$.:-]+( [\w$.:-]+)*$/.test(name)) return false;
		const words = wordsOf(name);
		const letters = words.filter((word) => word.length === 1).length;
		const isShort = name.length <= 40 && words.length > 0 && words.length <= 5 && letters <= 1;
		return isShort && words.every((word) => word.length === 1 || this.words.has(word));
	}

	/** The name itself, or its length. */
	tell(name: string): string {
		return this.mayTell(name) ? name : `(${name.length} characters)`;
	}
}
