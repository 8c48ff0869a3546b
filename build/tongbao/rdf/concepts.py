"""The concepts of the vocabularies, as N-Triples terms: ``ROLE.pilot_site``.

Written by ``make generated``; not to be changed by hand.
"""


class BENEFICIARYKIND:
    """Names in <https://w3id.org/tongbao/vocab/beneficiary-kind#>."""

    people = "<https://w3id.org/tongbao/vocab/beneficiary-kind#people>"
    households = "<https://w3id.org/tongbao/vocab/beneficiary-kind#households>"
    businesses = "<https://w3id.org/tongbao/vocab/beneficiary-kind#businesses>"
    organisations = "<https://w3id.org/tongbao/vocab/beneficiary-kind#organisations>"
    places = "<https://w3id.org/tongbao/vocab/beneficiary-kind#places>"
    projects = "<https://w3id.org/tongbao/vocab/beneficiary-kind#projects>"


class CHANGEKIND:
    """Names in <https://w3id.org/tongbao/vocab/change-kind#>."""

    founding = "<https://w3id.org/tongbao/vocab/change-kind#founding>"
    renaming = "<https://w3id.org/tongbao/vocab/change-kind#renaming>"
    merger = "<https://w3id.org/tongbao/vocab/change-kind#merger>"
    split = "<https://w3id.org/tongbao/vocab/change-kind#split>"
    succession = "<https://w3id.org/tongbao/vocab/change-kind#succession>"
    dissolution = "<https://w3id.org/tongbao/vocab/change-kind#dissolution>"


class INSTRUMENTKIND:
    """Names in <https://w3id.org/tongbao/vocab/instrument-kind#>."""

    loan = "<https://w3id.org/tongbao/vocab/instrument-kind#loan>"
    insurance = "<https://w3id.org/tongbao/vocab/instrument-kind#insurance>"
    fund = "<https://w3id.org/tongbao/vocab/instrument-kind#fund>"
    guarantee = "<https://w3id.org/tongbao/vocab/instrument-kind#guarantee>"
    bond = "<https://w3id.org/tongbao/vocab/instrument-kind#bond>"
    grant = "<https://w3id.org/tongbao/vocab/instrument-kind#grant>"
    lease = "<https://w3id.org/tongbao/vocab/instrument-kind#lease>"
    other = "<https://w3id.org/tongbao/vocab/instrument-kind#other>"


class REFERENCEKIND:
    """Names in <https://w3id.org/tongbao/vocab/reference-kind#>."""

    basis = "<https://w3id.org/tongbao/vocab/reference-kind#basis>"
    forwards = "<https://w3id.org/tongbao/vocab/reference-kind#forwards>"
    issues = "<https://w3id.org/tongbao/vocab/reference-kind#issues>"
    replies_to = "<https://w3id.org/tongbao/vocab/reference-kind#replies-to>"
    repeals = "<https://w3id.org/tongbao/vocab/reference-kind#repeals>"
    amends = "<https://w3id.org/tongbao/vocab/reference-kind#amends>"
    corrects = "<https://w3id.org/tongbao/vocab/reference-kind#corrects>"
    mentions = "<https://w3id.org/tongbao/vocab/reference-kind#mentions>"


class SPECIALSTATUS:
    """Names in <https://w3id.org/tongbao/vocab/special-status#>."""

    sub_provincial = "<https://w3id.org/tongbao/vocab/special-status#sub-provincial>"
    separately_planned = "<https://w3id.org/tongbao/vocab/special-status#separately-planned>"
    provincial_capital = "<https://w3id.org/tongbao/vocab/special-status#provincial-capital>"
    special_economic_zone = "<https://w3id.org/tongbao/vocab/special-status#special-economic-zone>"
    autonomous = "<https://w3id.org/tongbao/vocab/special-status#autonomous>"


class ACT:
    """Names in <https://w3id.org/tongbao/vocab/act#>."""

    circular_commendation = "<https://w3id.org/tongbao/vocab/act#circular-commendation>"
    commendation = "<https://w3id.org/tongbao/vocab/act#commendation>"
    award = "<https://w3id.org/tongbao/vocab/act#award>"
    circular_criticism = "<https://w3id.org/tongbao/vocab/act#circular-criticism>"


class ASOFBASIS:
    """Names in <https://w3id.org/tongbao/vocab/as-of-basis#>."""

    stated = "<https://w3id.org/tongbao/vocab/as-of-basis#stated>"
    implied = "<https://w3id.org/tongbao/vocab/as-of-basis#implied>"


class BASIS:
    """Names in <https://w3id.org/tongbao/vocab/assertion-basis#>."""

    source = "<https://w3id.org/tongbao/vocab/assertion-basis#source>"
    naming_rule = "<https://w3id.org/tongbao/vocab/assertion-basis#naming-rule>"
    common_knowledge = "<https://w3id.org/tongbao/vocab/assertion-basis#common-knowledge>"
    standard = "<https://w3id.org/tongbao/vocab/assertion-basis#standard>"
    translation = "<https://w3id.org/tongbao/vocab/assertion-basis#translation>"
    reading = "<https://w3id.org/tongbao/vocab/assertion-basis#reading>"


class BOUND:
    """Names in <https://w3id.org/tongbao/vocab/bound#>."""

    exact = "<https://w3id.org/tongbao/vocab/bound#exact>"
    over = "<https://w3id.org/tongbao/vocab/bound#over>"
    nearly = "<https://w3id.org/tongbao/vocab/bound#nearly>"
    about = "<https://w3id.org/tongbao/vocab/bound#about>"
    at_least = "<https://w3id.org/tongbao/vocab/bound#at-least>"
    at_most = "<https://w3id.org/tongbao/vocab/bound#at-most>"
    within = "<https://w3id.org/tongbao/vocab/bound#within>"
    below = "<https://w3id.org/tongbao/vocab/bound#below>"


class CERTAINTY:
    """Names in <https://w3id.org/tongbao/vocab/certainty#>."""

    certain = "<https://w3id.org/tongbao/vocab/certainty#certain>"
    probable = "<https://w3id.org/tongbao/vocab/certainty#probable>"
    uncertain = "<https://w3id.org/tongbao/vocab/certainty#uncertain>"


class GENRE:
    """Names in <https://w3id.org/tongbao/vocab/genre#>."""

    resolution = "<https://w3id.org/tongbao/vocab/genre#resolution>"
    decision = "<https://w3id.org/tongbao/vocab/genre#decision>"
    order = "<https://w3id.org/tongbao/vocab/genre#order>"
    communique = "<https://w3id.org/tongbao/vocab/genre#communique>"
    announcement = "<https://w3id.org/tongbao/vocab/genre#announcement>"
    public_notice = "<https://w3id.org/tongbao/vocab/genre#public-notice>"
    opinions = "<https://w3id.org/tongbao/vocab/genre#opinions>"
    notice = "<https://w3id.org/tongbao/vocab/genre#notice>"
    circular = "<https://w3id.org/tongbao/vocab/genre#circular>"
    report = "<https://w3id.org/tongbao/vocab/genre#report>"
    request = "<https://w3id.org/tongbao/vocab/genre#request>"
    reply = "<https://w3id.org/tongbao/vocab/genre#reply>"
    proposal = "<https://w3id.org/tongbao/vocab/genre#proposal>"
    letter = "<https://w3id.org/tongbao/vocab/genre#letter>"
    minutes = "<https://w3id.org/tongbao/vocab/genre#minutes>"
    public_disclosure = "<https://w3id.org/tongbao/vocab/genre#public-disclosure>"


class HONOURKIND:
    """Names in <https://w3id.org/tongbao/vocab/honour-kind#>."""

    honour = "<https://w3id.org/tongbao/vocab/honour-kind#honour>"
    model_case = "<https://w3id.org/tongbao/vocab/honour-kind#model-case>"
    contest_prize = "<https://w3id.org/tongbao/vocab/honour-kind#contest-prize>"
    report = "<https://w3id.org/tongbao/vocab/honour-kind#report>"
    showcase = "<https://w3id.org/tongbao/vocab/honour-kind#showcase>"
    bulletin = "<https://w3id.org/tongbao/vocab/honour-kind#bulletin>"
    media_report = "<https://w3id.org/tongbao/vocab/honour-kind#media-report>"
    affirmation = "<https://w3id.org/tongbao/vocab/honour-kind#affirmation>"
    wider_adoption = "<https://w3id.org/tongbao/vocab/honour-kind#wider-adoption>"
    pending_nomination = "<https://w3id.org/tongbao/vocab/honour-kind#pending-nomination>"


class LEVEL:
    """Names in <https://w3id.org/tongbao/vocab/level#>."""

    national = "<https://w3id.org/tongbao/vocab/level#national>"
    provincial = "<https://w3id.org/tongbao/vocab/level#provincial>"
    municipal = "<https://w3id.org/tongbao/vocab/level#municipal>"
    district = "<https://w3id.org/tongbao/vocab/level#district>"
    subdistrict = "<https://w3id.org/tongbao/vocab/level#subdistrict>"


class LINKBASIS:
    """Names in <https://w3id.org/tongbao/vocab/link-basis#>."""

    measures_led = "<https://w3id.org/tongbao/vocab/link-basis#measures-led>"
    stated = "<https://w3id.org/tongbao/vocab/link-basis#stated>"


class MEASUREUNIT:
    """Names in <https://w3id.org/tongbao/vocab/unit-of-measure#>."""

    yuan = "<https://w3id.org/tongbao/vocab/unit-of-measure#yuan>"
    day = "<https://w3id.org/tongbao/vocab/unit-of-measure#day>"
    working_day = "<https://w3id.org/tongbao/vocab/unit-of-measure#working-day>"
    month = "<https://w3id.org/tongbao/vocab/unit-of-measure#month>"
    year = "<https://w3id.org/tongbao/vocab/unit-of-measure#year>"
    hour = "<https://w3id.org/tongbao/vocab/unit-of-measure#hour>"
    minute = "<https://w3id.org/tongbao/vocab/unit-of-measure#minute>"
    percent = "<https://w3id.org/tongbao/vocab/unit-of-measure#percent>"
    tonne = "<https://w3id.org/tongbao/vocab/unit-of-measure#tonne>"
    tonne_co2e = "<https://w3id.org/tongbao/vocab/unit-of-measure#tonne-co2e>"
    kva = "<https://w3id.org/tongbao/vocab/unit-of-measure#kva>"
    kv = "<https://w3id.org/tongbao/vocab/unit-of-measure#kv>"
    second = "<https://w3id.org/tongbao/vocab/unit-of-measure#second>"
    week = "<https://w3id.org/tongbao/vocab/unit-of-measure#week>"
    metre = "<https://w3id.org/tongbao/vocab/unit-of-measure#metre>"
    kilometre = "<https://w3id.org/tongbao/vocab/unit-of-measure#kilometre>"
    square_metre = "<https://w3id.org/tongbao/vocab/unit-of-measure#square-metre>"
    square_kilometre = "<https://w3id.org/tongbao/vocab/unit-of-measure#square-kilometre>"
    hectare = "<https://w3id.org/tongbao/vocab/unit-of-measure#hectare>"
    mu = "<https://w3id.org/tongbao/vocab/unit-of-measure#mu>"
    cubic_metre = "<https://w3id.org/tongbao/vocab/unit-of-measure#cubic-metre>"
    litre = "<https://w3id.org/tongbao/vocab/unit-of-measure#litre>"
    kilogram = "<https://w3id.org/tongbao/vocab/unit-of-measure#kilogram>"
    gram = "<https://w3id.org/tongbao/vocab/unit-of-measure#gram>"
    kilowatt_hour = "<https://w3id.org/tongbao/vocab/unit-of-measure#kilowatt-hour>"
    kilowatt = "<https://w3id.org/tongbao/vocab/unit-of-measure#kilowatt>"
    megawatt = "<https://w3id.org/tongbao/vocab/unit-of-measure#megawatt>"
    us_dollar = "<https://w3id.org/tongbao/vocab/unit-of-measure#us-dollar>"
    euro = "<https://w3id.org/tongbao/vocab/unit-of-measure#euro>"
    hong_kong_dollar = "<https://w3id.org/tongbao/vocab/unit-of-measure#hong-kong-dollar>"
    yen = "<https://w3id.org/tongbao/vocab/unit-of-measure#yen>"
    pound = "<https://w3id.org/tongbao/vocab/unit-of-measure#pound>"
    percentage_point = "<https://w3id.org/tongbao/vocab/unit-of-measure#percentage-point>"
    tenth = "<https://w3id.org/tongbao/vocab/unit-of-measure#tenth>"
    times = "<https://w3id.org/tongbao/vocab/unit-of-measure#times>"
    rank = "<https://w3id.org/tongbao/vocab/unit-of-measure#rank>"
    one = "<https://w3id.org/tongbao/vocab/unit-of-measure#one>"


class OPENNESS:
    """Names in <https://w3id.org/tongbao/vocab/openness#>."""

    public = "<https://w3id.org/tongbao/vocab/openness#public>"
    on_request = "<https://w3id.org/tongbao/vocab/openness#on-request>"
    internal = "<https://w3id.org/tongbao/vocab/openness#internal>"


class ORDERBASIS:
    """Names in <https://w3id.org/tongbao/vocab/order-basis#>."""

    merit = "<https://w3id.org/tongbao/vocab/order-basis#merit>"
    indicator_system = "<https://w3id.org/tongbao/vocab/order-basis#indicator-system>"
    as_given = "<https://w3id.org/tongbao/vocab/order-basis#as-given>"


class PLATFORMKIND:
    """Names in <https://w3id.org/tongbao/vocab/platform-kind#>."""

    system = "<https://w3id.org/tongbao/vocab/platform-kind#system>"
    subsystem = "<https://w3id.org/tongbao/vocab/platform-kind#subsystem>"
    application = "<https://w3id.org/tongbao/vocab/platform-kind#application>"
    service_window = "<https://w3id.org/tongbao/vocab/platform-kind#service-window>"
    alliance = "<https://w3id.org/tongbao/vocab/platform-kind#alliance>"
    showcase_platform = "<https://w3id.org/tongbao/vocab/platform-kind#showcase-platform>"


class POLARITY:
    """Names in <https://w3id.org/tongbao/vocab/polarity#>."""

    praise = "<https://w3id.org/tongbao/vocab/polarity#praise>"
    criticism = "<https://w3id.org/tongbao/vocab/polarity#criticism>"


class QUANTITYKIND:
    """Names in <https://w3id.org/tongbao/vocab/quantity-kind#>."""

    time = "<https://w3id.org/tongbao/vocab/quantity-kind#time>"
    money = "<https://w3id.org/tongbao/vocab/quantity-kind#money>"
    share = "<https://w3id.org/tongbao/vocab/quantity-kind#share>"
    length = "<https://w3id.org/tongbao/vocab/quantity-kind#length>"
    area = "<https://w3id.org/tongbao/vocab/quantity-kind#area>"
    volume = "<https://w3id.org/tongbao/vocab/quantity-kind#volume>"
    mass = "<https://w3id.org/tongbao/vocab/quantity-kind#mass>"
    energy = "<https://w3id.org/tongbao/vocab/quantity-kind#energy>"
    power = "<https://w3id.org/tongbao/vocab/quantity-kind#power>"
    apparent_power = "<https://w3id.org/tongbao/vocab/quantity-kind#apparent-power>"
    voltage = "<https://w3id.org/tongbao/vocab/quantity-kind#voltage>"
    ratio = "<https://w3id.org/tongbao/vocab/quantity-kind#ratio>"
    rank = "<https://w3id.org/tongbao/vocab/quantity-kind#rank>"
    count = "<https://w3id.org/tongbao/vocab/quantity-kind#count>"


class READING:
    """Names in <https://w3id.org/tongbao/vocab/reading#>."""

    amount = "<https://w3id.org/tongbao/vocab/reading#amount>"
    increase_by = "<https://w3id.org/tongbao/vocab/reading#increase-by>"
    reduction_by = "<https://w3id.org/tongbao/vocab/reading#reduction-by>"
    relative_increase = "<https://w3id.org/tongbao/vocab/reading#relative-increase>"
    relative_decrease = "<https://w3id.org/tongbao/vocab/reading#relative-decrease>"
    relative_change = "<https://w3id.org/tongbao/vocab/reading#relative-change>"
    share = "<https://w3id.org/tongbao/vocab/reading#share>"
    multiple = "<https://w3id.org/tongbao/vocab/reading#multiple>"
    rank = "<https://w3id.org/tongbao/vocab/reading#rank>"
    limit = "<https://w3id.org/tongbao/vocab/reading#limit>"
    size = "<https://w3id.org/tongbao/vocab/reading#size>"


class ROLE:
    """Names in <https://w3id.org/tongbao/vocab/role#>."""

    lead = "<https://w3id.org/tongbao/vocab/role#lead>"
    responsible = "<https://w3id.org/tongbao/vocab/role#responsible>"
    guiding = "<https://w3id.org/tongbao/vocab/role#guiding>"
    supporting = "<https://w3id.org/tongbao/vocab/role#supporting>"
    participant = "<https://w3id.org/tongbao/vocab/role#participant>"
    supervising = "<https://w3id.org/tongbao/vocab/role#supervising>"
    pilot_site = "<https://w3id.org/tongbao/vocab/role#pilot-site>"
    submitter = "<https://w3id.org/tongbao/vocab/role#submitter>"
    report_addressee = "<https://w3id.org/tongbao/vocab/role#report-addressee>"
    superior = "<https://w3id.org/tongbao/vocab/role#superior>"
    mentioned = "<https://w3id.org/tongbao/vocab/role#mentioned>"
    issuer = "<https://w3id.org/tongbao/vocab/role#issuer>"
    joint_issuer = "<https://w3id.org/tongbao/vocab/role#joint-issuer>"
    conferrer = "<https://w3id.org/tongbao/vocab/role#conferrer>"
    affirmer = "<https://w3id.org/tongbao/vocab/role#affirmer>"
    promoter = "<https://w3id.org/tongbao/vocab/role#promoter>"
    publisher = "<https://w3id.org/tongbao/vocab/role#publisher>"
    joining = "<https://w3id.org/tongbao/vocab/role#joining>"
    listed = "<https://w3id.org/tongbao/vocab/role#listed>"


class ROLEBASIS:
    """Names in <https://w3id.org/tongbao/vocab/role-basis#>."""

    column_heading = "<https://w3id.org/tongbao/vocab/role-basis#column-heading>"
    stated_lead = "<https://w3id.org/tongbao/vocab/role-basis#stated-lead>"
    first_place_rule = "<https://w3id.org/tongbao/vocab/role-basis#first-place-rule>"
    stated_action = "<https://w3id.org/tongbao/vocab/role-basis#stated-action>"
    bare_list = "<https://w3id.org/tongbao/vocab/role-basis#bare-list>"
    reading = "<https://w3id.org/tongbao/vocab/role-basis#reading>"


class STATE:
    """Names in <https://w3id.org/tongbao/vocab/notice-state#>."""

    valid = "<https://w3id.org/tongbao/vocab/notice-state#valid>"
    amended = "<https://w3id.org/tongbao/vocab/notice-state#amended>"
    expired = "<https://w3id.org/tongbao/vocab/notice-state#expired>"
    withdrawn = "<https://w3id.org/tongbao/vocab/notice-state#withdrawn>"
    replaced = "<https://w3id.org/tongbao/vocab/notice-state#replaced>"
    partly_expired = "<https://w3id.org/tongbao/vocab/notice-state#partly-expired>"
    partly_withdrawn = "<https://w3id.org/tongbao/vocab/notice-state#partly-withdrawn>"
    partly_replaced = "<https://w3id.org/tongbao/vocab/notice-state#partly-replaced>"


class STATEBASIS:
    """Names in <https://w3id.org/tongbao/vocab/state-basis#>."""

    nothing_known = "<https://w3id.org/tongbao/vocab/state-basis#nothing-known>"
    later_notice = "<https://w3id.org/tongbao/vocab/state-basis#later-notice>"
    own_words = "<https://w3id.org/tongbao/vocab/state-basis#own-words>"


class REALISATION:
    """Names in <https://w3id.org/tongbao/vocab/outcome-realisation#>."""

    achieved = "<https://w3id.org/tongbao/vocab/outcome-realisation#achieved>"
    in_progress = "<https://w3id.org/tongbao/vocab/outcome-realisation#in-progress>"
    projected = "<https://w3id.org/tongbao/vocab/outcome-realisation#projected>"
    intended = "<https://w3id.org/tongbao/vocab/outcome-realisation#intended>"
    target = "<https://w3id.org/tongbao/vocab/outcome-realisation#target>"
    promised_standard = "<https://w3id.org/tongbao/vocab/outcome-realisation#promised-standard>"


class NATURE:
    """Names in <https://w3id.org/tongbao/vocab/outcome-nature#>."""

    outcome = "<https://w3id.org/tongbao/vocab/outcome-nature#outcome>"
    scope = "<https://w3id.org/tongbao/vocab/outcome-nature#scope>"
    design = "<https://w3id.org/tongbao/vocab/outcome-nature#design>"
    context = "<https://w3id.org/tongbao/vocab/outcome-nature#context>"
    input = "<https://w3id.org/tongbao/vocab/outcome-nature#input>"
    conduct = "<https://w3id.org/tongbao/vocab/outcome-nature#conduct>"


class UNITKIND:
    """Names in <https://w3id.org/tongbao/vocab/unit-kind#>."""

    government = "<https://w3id.org/tongbao/vocab/unit-kind#government>"
    government_office = "<https://w3id.org/tongbao/vocab/unit-kind#government-office>"
    department = "<https://w3id.org/tongbao/vocab/unit-kind#department>"
    party_committee = "<https://w3id.org/tongbao/vocab/unit-kind#party-committee>"
    party_body = "<https://w3id.org/tongbao/vocab/unit-kind#party-body>"
    court = "<https://w3id.org/tongbao/vocab/unit-kind#court>"
    procuratorate = "<https://w3id.org/tongbao/vocab/unit-kind#procuratorate>"
    vertical_agency = "<https://w3id.org/tongbao/vocab/unit-kind#vertical-agency>"
    zone_committee = "<https://w3id.org/tongbao/vocab/unit-kind#zone-committee>"
    public_institution = "<https://w3id.org/tongbao/vocab/unit-kind#public-institution>"
    company = "<https://w3id.org/tongbao/vocab/unit-kind#company>"
    mass_organisation = "<https://w3id.org/tongbao/vocab/unit-kind#mass-organisation>"
    coordinating_office = "<https://w3id.org/tongbao/vocab/unit-kind#coordinating-office>"
    peoples_congress = "<https://w3id.org/tongbao/vocab/unit-kind#peoples-congress>"
    consultative_conference = "<https://w3id.org/tongbao/vocab/unit-kind#consultative-conference>"
    dispatched_office = "<https://w3id.org/tongbao/vocab/unit-kind#dispatched-office>"
    social_organisation = "<https://w3id.org/tongbao/vocab/unit-kind#social-organisation>"


class WORKKIND:
    """Names in <https://w3id.org/tongbao/vocab/work-kind#>."""

    policy = "<https://w3id.org/tongbao/vocab/work-kind#policy>"
    management_standard = "<https://w3id.org/tongbao/vocab/work-kind#management-standard>"
    draft_standard = "<https://w3id.org/tongbao/vocab/work-kind#draft-standard>"
    guideline = "<https://w3id.org/tongbao/vocab/work-kind#guideline>"
    list = "<https://w3id.org/tongbao/vocab/work-kind#list>"
    bulletin = "<https://w3id.org/tongbao/vocab/work-kind#bulletin>"
    newspaper = "<https://w3id.org/tongbao/vocab/work-kind#newspaper>"
