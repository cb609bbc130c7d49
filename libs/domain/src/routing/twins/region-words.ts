/**
 * Words of the names of provinces, regencies and cities (Kepmendagri 300.2.2-2430/2025). Everybody of a place may name
 * it, so that it tells no twin from others. Written down here and not read from the directory, whose versions change:
 * what is kept of a complaint must come out the same when the views are made again.
 */
export const regionWords: ReadonlySet<string> = new Set(
  `abab aceh acehbarat acehbaratdaya acehbesar acehjaya acehselatan acehsingkil acehtamiang acehtengah
  acehtenggara acehtimur acehutara agam alam alor ambon ampat anambas arfak aru asahan asmat badung bagian
  balangan bali balikpapan banda bandaaceh bandar bandarlampung bandung bandungbarat banggai banggailaut
  bangka bangkabarat bangkalan bangkaselatan bangkatengah bangli banjar banjarbaru banjarmasin banjarnegara
  bantaeng banten bantul banyuasin banyumas banyuwangi bara barat barito baritokuala baritoselatan
  baritotimur baritoutara barru batam batang batanghari batu batubara bau baubau bawang bedagai bekasi
  belitung belitungtimur belu bener benermeriah bengkalis bengkayang bengkulu bengkuluselatan
  bengkulutengah bengkuluutara berau besar bharat biak biaknumfor biaro bima binjai bintan bintang bintuni
  bireuen bitung blitar blora boalemo bogor bojonegoro bolaang bolango bombana bondowoso bone bonebolango
  bontang boven bovendigoel boyolali brebes bukittinggi buleleng bulukumba bulungan bumbu bungo buol buru
  buruselatan buton butonselatan butontengah butonutara ciamis cianjur cilacap cilegon cimahi cirebon
  daerah dairi dan datar daya deiyai deli deliserdang demak denpasar depok dharmasraya digoel dogiyai dompu
  donggala dumai empat empatlawang ende enim enrekang fak fakfak flores florestimur garut gayo gayolues
  gianyar gorontalo gorontaloutara gowa gresik grobogan gunung gunungkidul gunungmas gunungsitoli halmahera
  halmaherabarat halmaheratengah halmaheratimur halmaherautara hasundutan hilir hulu hulusungaiutara
  humbang ibukota ilir indragiri indragirihilir indragirihulu indramayu intan intanjaya istimewa jabung
  jakarta jakartabarat jakartapusat jakartaselatan jakartatimur jakartautara jambi jawa jawabarat
  jawatengah jawatimur jaya jayapura jayawijaya jember jembrana jeneponto jepara jombang kaimana kalimantan
  kalimantanbarat kalimantantimur kalimantanutara kampar kanan kapuas kapuashulu karanganyar karangasem
  karawang karimun karo kartanegara katingan kaur kayong kayongutara kebumen kediri keerom kendal kendari
  kepahiang kepulauan kepulauanaru kepulauanriau kepulauanseribu kepulauansula kepulauantalaud
  kepulauanyapen kerinci ketapang khusus klaten klungkung kolaka kolakatimur kolakautara komering konawe
  konawekepulauan konaweselatan konaweutara kota kotabaru kotamobagu kotawaringin kuala kuantan
  kuantansingingi kubu kuburaya kudus kulon kulonprogo kuningan kupang kutai kutaibarat kutaitimur
  labuhanbatu lahat lamandau lamongan lampung lampungbarat lampungselatan lampungtengah lampungtimur
  lampungutara landak langkat langsa lanny lannyjaya laut lawang lawas lebak lebong lematang lembata
  lhokseumawe lima limapuluhkota lingga linggau lombok lombokbarat lomboktengah lomboktimur lombokutara
  lubuk lubuklinggau lues lumajang luwu luwutimur luwuutara madiun magelang magetan mahakam mahakamulu
  majalengka majene makassar malaka malang malinau maluku malukubaratdaya malukutengah malukutenggara
  malukuutara mamasa mamberamo mamberamoraya mamberamotengah mamuju mamujutengah manado mandailing
  mandailingnatal mandar manggarai manggaraibarat manggaraitimur manokwari mappi maros mas mataram maybrat
  medan melawi mempawah mentawai merangin meranti merauke meriah mesuji metro mimika minahasa
  minahasaselatan minahasautara mojokerto mongondow morotai morowali morowaliutara moutong muara muaraenim
  muaro muarojambi mukomuko muna munabarat murung murungraya musi musibanyuasin musirawas musirawasutara
  nabire nagan naganraya nagekeo natal natuna ndao nduga ngada nganjuk ngawi nias niasbarat niasselatan
  niasutara numfor nunukan nusa ogan oganilir ogankomeringulu pacitan padang padanglawas padangpanjang
  padangpariaman padangsidimpuan pagar pagaralam pakpak pakpakbharat palangkaraya palembang palopo palu
  pamekasan pandeglang pangandaran pangkajene pangkal pangkalpinang paniai panjang papua papuabarat
  papuabaratdaya papuapegunungan papuaselatan papuatengah parepare pariaman parigi parigimoutong pasaman
  pasamanbarat pasangkayu paser pasuruan pati payakumbuh pegunungan pegununganarfak pekalongan pekanbaru
  pelalawan pemalang pematangsiantar penajam penuh penukal pesawaran pesisir pesisirbarat pesisirselatan
  pidie pidiejaya pinang pinrang pisau pohuwato polewali polewalimandar ponorogo pontianak poso prabumulih
  pringsewu probolinggo progo pulang pulangpisau pulau pulaumorotai pulautaliabu puluh puncak puncakjaya
  purbalingga purwakarta purworejo pusat raijua raja rajaampat rappang rawas raya rejang rejanglebong
  rembang riau rokan rokanhilir rokanhulu rote rotendao sabang sabu saburaijua salatiga samarinda sambas
  samosir sampang sanggau sangihe sarmi sarolangun sawahlunto sekadau selatan selayar seluma semarang seram
  serang serdang serdangbedagai seribu seruyan siak siau sibolga sidenreng sidoarjo sigi sijunjung sikka
  simalungun simeulue singingi singkawang singkil sinjai sintang situbondo sleman solok solokselatan
  soppeng sorong sorongselatan sragen subang subulussalam sukabumi sukamara sukoharjo sula sulawesi
  sulawesibarat sulawesiselatan sulawesitengah sulawesiutara sumatera sumaterabarat sumateraselatan
  sumaterautara sumba sumbabarat sumbabaratdaya sumbatengah sumbatimur sumbawa sumbawabarat sumedang
  sumenep sungai sungaipenuh supiori surabaya surakarta tabalong tabanan tagulandang takalar talaud taliabu
  tambrauw tamiang tana tanah tanahbumbu tanahdatar tanahlaut tanatidung tanatoraja tangerang tanggamus
  tanimbar tanjung tanjungbalai tanjungpinang tapanuli tapanuliselatan tapanulitengah tapanuliutara tapin
  tarakan tasikmalaya tebing tebingtinggi tebo tegal teluk telukbintuni telukwondama temanggung tengah
  tenggara ternate tidore tidorekepulauan tidung timor timur tinggi toba tojo tojounauna toli tolikara
  tomohon toraja torajautara trenggalek tual tuban tulang tulangbawang tulungagung ulu una utara wajo
  wakatobi waropen way waykanan wondama wonogiri wonosobo yahukimo yalimo yapen yogyakarta`
    .trim()
    .split(/\s+/),
);
