import { mask } from '../../nodes/Userplane/logs/masks';

const show = (text: string) => mask(text, 300);

/** Names by what their last words may be. */
const words = (...all: string[]): string[] => all.flatMap((line) => line.split(' '));
const before = (last: string, ...all: string[]): string[] => words(...all).map((word) => `${word} ${last}`);

it.each([
	...words(
		'password passwd passwort passphrase passcode pass pwd pw kennwort wachtwoord secret token jwt bearer',
	),
	...words('otp totp mfa pin cvv cvc cvn csc auth authorization authtoken cookie signature sig sid session'),
	...words('credential mnemonic csrf xsrf csrftoken xsrftoken apikey sessionid phpsessid jsessionid sessid'),
	...before(
		'key',
		'api access private secret auth signing encryption master service account subscription ssh',
	),
	...before('key', 'session x'),
	...before(
		'code',
		'verification security auth authorization access sms login backup recovery activation card',
	),
	...[...before('phrase', 'seed recovery secret'), ...before('header', 'auth cookie')],
	...[...before('number', 'card account'), ...before('id', 'session sess')],
])('masks what stands behind the name %s, and where it is the last word of one', (name) => {
	const [joined, upper] = [name.replace(' ', '_'), name.toUpperCase().replace(' ', '-')];
	expect(show(`${joined}=ab`)).toBe(`${joined}=***`);
	expect(show(`my-${joined}s_2="ab", ${upper}="ab"`)).toBe(`my-${joined}s_2=***, ${upper}=***`);
	expect(show(`${name}: ab`)).toBe(`${name}: ***`);
	const others = `${joined}Error=ab, ${joined}er=ab, the ${name} ab`;
	expect(show(others)).toBe(others);
});

it.each(
	words('password passwort passcode passphrase pass pwd secret kennwort wachtwoord mnemonic cookie cookies'),
)('masks all of the line behind the name %s, where a sign and a space stand in front', (name) => {
	expect(show(`${name}: ab cd\nef`)).toBe(`${name}: *** ef`);
	expect(show(`${name} = ab cd\nef`)).toBe(`${name} = *** ef`);
});

it.each(words('key code basic digest negotiate link login sso verify confirm invite reset activate magic'))(
	'masks what stands behind the name %s where it looks like a secret',
	(name) => {
		expect(show(`${name} a1b2c3d4, my-${name}-2/a1b2c3d4`)).toBe(`${name} ***, my-${name}-2/***`);
		const others = `${name} abcdefgh, ${name}/a1b2c3d, ${name}: ABCD1234, ${name}s a1b2c3d4`;
		expect(show(others)).toBe(others);
	},
);

it.each(
	words(
		'unexpected invalid missing unknown expected illegal wrong function method primary error status exit postal zip',
	),
)('takes for prose what stands behind %s, unless a machine made it', (word) => {
	const prose = `${word} token: ab, ${word}-token: ab, ${word}_code: 123456`;
	expect(show(prose)).toBe(prose);
	expect(show(`${word} token: a1b2c3d4, ${word}ly token: ab`)).toBe(
		`${word} token: ***, ${word}ly token: ***`,
	);
	expect(show(`a${word} token: ab`)).toBe(`a${word} token: ***`);
});

it.each(
	words(
		'null undefined true false none NaN missing required invalid expired empty unknown denied revoked incorrect wrong rejected absent not at mismatch string number object ok failed active disabled include omit same-origin auth authentication error',
	),
)('leaves %s, which is no value', (word) => {
	const causes = `pin: ${word}, pin: "${word}", pin: \\"${word}\\", Bearer token ${word}`;
	expect(show(causes)).toBe(causes);
	expect(show(`pin: ${word}x, pin: "${word} x", pin: ${word}-x`)).toBe('pin: ***, pin: ***, pin: ***');
});

it.each(['is', 'was', 'must', 'should', 'cannot', "can't", 'has', 'does', 'do', 'too'])(
	'leaves what is told by a sentence with %s',
	(word) => {
		const causes = `pin: ${word} short, "pin": ["${word} short"], pin: \\"${word} x\\"`;
		expect(show(causes)).toBe(causes);
		expect(show(`pin: "${word}, x"`)).toBe('pin: ***');
	},
);

it.each(
	words('sk pk rk uspl gho ghp ghs ghu ghr github_pat glpat gldt xoxb xapp whsec shpat dckr_pat npm pypi hf'),
)('masks keys that begin with %s', (prefix) => {
	expect(show(`a ${prefix}_abcdefg8, ${prefix}-abcdefg8`)).toBe('a ***, ***');
	const others = `${prefix}_abcdefgh ${prefix}_abcdef8 x${prefix}_abcdefg8`;
	expect(show(others)).toBe(others);
});

it.each('js mjs ts tsx jsx css map wasm json html svg png jpg jpeg gif webp ico woff woff2 ttf'.split(' '))(
	'leaves the hash in the name of a file that ends in %s',
	(ending) => {
		const hash = 'd41d8cd98f00b204e9800998ecf8427e';
		expect(show(`a-${hash}.${ending}:1`)).toBe(`a-${hash}.${ending}:1`);
		expect(show(`a-${hash}.chunk.${ending}`)).toBe(`a-${hash}.chunk.${ending}`);
		expect(show(`${hash}.${ending}_`)).toBe(`***.${ending}_`);
	},
);

it.each('commit revision build release hash checksum etag md5 trace span request'.split(' '))(
	'leaves what is called a %s',
	(name) => {
		const hash = 'd41d8cd98f00b204e9800998ecf8427e';
		const told = `${name} ${hash}, ${name}Id=${hash}, ${name}-id: "${hash}"`;
		expect(show(told)).toBe(told);
		expect(show(`${name} of ${hash}, ${name}: ${hash}x`)).toBe(`${name} of ***, ${name}: ***`);
	},
);
