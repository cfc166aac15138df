"""The words of pages' buttons, labels, bylines and dates, in several languages; judging a line is left to others."""

from __future__ import annotations

import re


def _any_of(lines: str) -> str:
    return re.sub(r"\n\s*", "", lines.strip())


_WORDS = _any_of("""
    about( us)?|accept( all)?( cookies)?|account|advertisement|advertising|all rights reserved|back to (the )?top|
    bookmark( this)?|breaking news|clos(e|ing)( button)?|comments?( \\(?\\d+\\)?)?|\\d+ comments?|contact( us)?|
    contents( hide)?|continue reading|cookies?( (policy|settings|notice|preferences|statement))?|
    copy( the)? link( to clipboard)?|create( an)? account|delete cookies|disclaimers?|donate|e-?mail( this)?|
    (view|edit) history|facebook|faq|find us|follow( us)?( on)?|getty images|gift( this)?( article)?|
    go to (the )?content|home( ?page)?|instagram|jump to content|leave a (comment|reply)|like( this|loading)?|
    link copied|linkedin|listen( to this article)?|load more|loading|log ?in|log ?out|main (menu|page)|menu|
    messenger|mobile view|my account|newsletters?|next( article)?|previous( article)?|pinterest|play( video)?|
    post reply|print( this( page| article)?)?|privacy( policy| notice)?|promoted|quick links|
    read( the)?( full)? (article|more|story)|reddit|register|reject( all)?( cookies)?|reply|report this ad|
    save( for later)?|scroll down|scroll to continue|search|see all|
    share( this| the)?( article| story| page| post)?( on| via)?|show more|sign (in|up)|site ?map|
    skip to (main )?content|sponsored( content| by| links)?|subscribe( now| today)?|telegram|
    terms( and conditions| of (use|service))?|threads|toggle( navigation)?|tools|tweet|twitter|view all|
    view comments|watch live|whatsapp|who is online|x|you ?tube|\\d+ (shares?|views?|likes?)|
    \\d+[- ]min(ute)?s?( read)?|
    abo|abonnieren|agb|anmelden|anzeige|artikel (anhören|drucken|merken|teilen)|datenschutz(erklärung)?|drucken|
    impressum|kommentare?( \\(?\\d+\\)?)?|kontakt|mehr anzeigen|merken|nach oben|registrieren|startseite|suche|teilen|
    weiterlesen|werbung|zum inhalt( springen)?|zur startseite|
    accueil|aller au contenu( principal)?|commentaires?( \\(?\\d+\\)?)?|gestion des cookies|imprimer|lire la suite|
    la suite après cette publicité|mentions légales|partager|(politique de )?confidentialité|publicité|recherche|
    réagir|s'abonner|s'inscrire|se connecter|tous droits réservés|
    aviso legal|buscar|comentarios?( \\(?\\d+\\)?)?|compartir|guardar|imprimir|iniciar sesión|inicio|
    ir al contenido( principal)?|leer más|política de (cookies|privacidad)|portada|publicidad|regístrate|suscríbete|
    todos los derechos reservados|
    compartilhar|condividi|abbonati|accedi|pubblicità|publicidade|privacybeleid|delen|inloggen|advertentie
""")
_SECTIONS = _any_of("""
    news|world|local|business|economy|markets|money|tech(nology)?|opinion|sports?|football|culture|arts|politics|
    science|health|lifestyle|life|travel|food|entertainment|showbiz|celebrity|climate|environment|education|video|
    podcasts?|weather|deals|shop|archive|magazine|live|more|
    lokales|sport|kultur|wirtschaft|politik|wissen|panorama|reise|
    actualités|culture|économie|monde|société|vidéos|politique|météo|
    deportes|opinión|cultura|economía|mundo|política|sociedad|vídeos
""")
BUTTONS = re.compile(rf"(?:(?:{_WORDS})[\W_]*)+", re.IGNORECASE)
"""What whole lines of buttons and menus consist of, also when several were glued together."""
MENU = re.compile(rf"(?=\S+(?:[\s|·•/>›]+\S+){{3}})(?:(?:{_SECTIONS}|{_WORDS})(?:[\s|·•/>›]+|$))+", re.IGNORECASE)
"""Four or more sections of a site and buttons, and nothing else."""
_ADVERT = "advertisement|advertising|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|advertentie"
ADVERT = re.compile(_ADVERT, re.IGNORECASE)
ALWAYS_BUTTONS = re.compile(rf"{_ADVERT}|contents|subscribe|facebook|whatsapp|linkedin|pinterest|share", re.IGNORECASE)
"""Single words that are no part of a list of an article's own."""
LABELLED = re.compile(
    r"(?:©|\(c\)|copyright\b|(?:image|photo|picture) (?:source|caption|credit)\b|"
    r"(?:photo(?:graph)?|image|picture|video|graphic|foto|bild|imagen|crédit photo)s?(?: by| credit| source)?\s*:|"
    r"credits?\s*:|source\s*:|(?:read|see) (?:more|also|next)\b|related\s*:|watch\s*:|listen\s*:|more on\b|"
    r"(?:filed under|tags?|tagged|topics?|categor(?:y|ies)|keywords|archivado en|schlagw[oö]rter|mots[- ]clés)\s*:|"
    r"(?:posted|filed) in\b|reading time\b|lesezeit\b|temps de lecture\b|tiempo de lectura\b|"
    r"(?:←|«|older|previous|newer|next)\W{1,3}(?:post|older|newer|prev|next)?\b|share this\s*:|like this\s*:|"
    r"users browsing this forum|return to [“\"]|from \S+, the \b.*\bencyclopa?edia\b|breaking\b[\s:])",
    re.IGNORECASE,
)
"""What short unfinished lines of a page begin with."""
SURELY_LABELLED = re.compile(
    r"\(c\) |copyright\b|(?:filed|posted) (?:under|in)\b|from \S+, the \b.*\bencyclopa?edia\b|return to [“\"]|[←«] |"
    r"users browsing this forum",
    re.IGNORECASE,
)
"""Those that nobody would write between the lines of an article."""
INVITATION = re.compile(
    r"(?:sign up (?:for|to|here|now|today)|subscribe (?:to|now|today|for)|follow us\b|click here\b|"
    r"download (?:our|the) app|(?:this|our) (?:web)?site uses cookies|we(?: and our partners)? use (?:\w+ )*cookies|"
    r"by (?:clicking|continuing|signing up|subscribing)\b.*\b(?:you|I) (?:agree|accept|consent|confirm|acknowledge)|"
    r"get (?:our|the)\b.*\b(?:in your inbox|newsletter)|please enable javascript|all rights reserved|"
    r"support (?:our|independent) journalism|your e-?mail address will not be published|required fields are marked|"
    r"this page was last (?:edited|modified|updated) on|(?:text|all content) is available under\b.*\blicen[cs]e|"
    r"(?:do you have|got) a story\b.*\?|have you got a (?:story|tip)\b|"
    r"(?:proudly )?powered by \w+|users browsing this forum:|sign up to our\b|"
    r"(?:jetzt|hier)\b.*\b(?:newsletter|anmelden|abonnieren)\b|"
    r"(?:inscrivez|abonnez)-vous\b|recevez\b.*\b(?:newsletter|boîte mail|par e-?mail)\b|"
    r"(?:suscríb(?:e|a)te|regístrate)\b|recib[ea]\b.*\b(?:newsletter|correo|boletín)\b)",
    re.IGNORECASE,
)
"""Sentences that speak to the page's visitor and not to the article's reader."""
OTHER_ARTICLES = re.compile(
    r"you (?:might|may) (?:also\b.*|be interested.*)|"
    r"related(?: (?:articles?|stories|news|topics|content|posts|reading|links))?|"
    r"more (?:on this|stories|news|from)\b.*|most (?:read|popular|viewed|shared)(?: .*)?|(?:read|see) (?:more|also)|"
    r"read next|recommended(?: (?:for you|articles|stories|reading|by .*))?|trending(?: (?:now|stories|topics|news))?|"
    r"top stories|latest (?:news|stories|articles|headlines)|popular (?:now|posts|articles|stories)|around the web|"
    r"editor'?s'? picks?|don'?t miss|in other news|what to read next|from our (?:partners|sponsors)|elsewhere on .*|"
    r"sponsored links|recent (?:posts|articles|comments)|"
    r"das könnte (?:sie|dich) (?:auch )?interessieren|lesen sie auch|mehr zum thema|meistgelesen(?:e artikel)?|"
    r"auch interessant|"
    r"à lire (?:aussi|également)|lire aussi|(?:articles )?(?:les )?plus lus|sur le même sujet|à ne pas manquer|"
    r"(?:te|le) puede interesar|(?:lee|lea) también|lo más (?:leído|visto)|más (?:noticias|información)|"
    r"leggi anche|i più letti|leia também|mais lidas|lees ook|meest gelezen",
    re.IGNORECASE,
)
"""What heads a list of other articles."""
MAY_HEAD_A_PART = re.compile(
    r"\w+|(?:about|contact|find|follow) us|home page|my account|site map|main page|see also|read (?:more|next)|"
    r"(?:all|breaking|in other|latest|more|most|popular|privacy|recent|related|recommended|terms|top|trending)\b.*",
    re.IGNORECASE,
)
"""Labels and headings that people also give to the parts of their own texts."""
COMMENTS = re.compile(
    r"(?:\d+ )?(?:comments?|repl(?:y|ies)|thoughts? on .*|responses? to .*)(?: \(?\d+\)?)?|"
    r"kommentare?(?: \(?\d+\)?)?|commentaires?(?: \(?\d+\)?)?|comentarios?(?: \(?\d+\)?)?",
    re.IGNORECASE,
)
"""What heads the comments."""
OF_A_COMMENT = re.compile(
    r".{1,40} (?:says|said|wrote|schrieb|dice|dit)(?: on .*| at .*)?:|reply|antworten|répondre|responder", re.IGNORECASE
)
EDIT_LINK = re.compile(r"\s*\[\s*(?:edit|modifier|bearbeiten|editar|modifica)\b[^\]]*\]$", re.IGNORECASE)
CREDIT = re.compile(r"\s*\((?:image|photo|picture|foto|bild|imagen|crédit)s?\s*:[^()]*\)$", re.IGNORECASE)
"""Who made a picture, behind what is in it."""
BYLINE = re.compile(
    r"(?:(?:written |words |reported |posted )?by|von|par|por)(?::\s*|\s+)(?P<author>\S.*)", re.IGNORECASE
)
NAME_JOINERS = frozenset(
    "and & with for in of the at to from de del della di da van von der den la le bin al el ibn und et y".split()  # noqa: SIM905  (easier to read)
)
MONTHS = (
    r"jan(?:uary?|uar|vier)?|enero",
    r"feb(?:ruary?|ruar)?|février|fevrier|febrero",
    r"mar(?:ch)?|märz|mars|marzo",
    r"apr(?:il)?|avril|abril",
    r"may|mai|mayo",
    r"june?|juni|juin|junio",
    r"july?|juli|juillet|julio",
    r"aug(?:ust)?|août|agosto",
    r"sept?(?:ember|embre|iembre)?",
    r"o[ck]t(?:ober|obre|ubre)?",
    r"nov(?:ember|embre|iembre)?",
    r"de[cz](?:ember)?|décembre|diciembre",
)
"""The names of each month, January first."""
_MONTH = rf"(?:{'|'.join(MONTHS)})\b\.?"
DATE = re.compile(
    rf"\d{{4}}-\d\d-\d\d|\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?(?: of| de)? "
    rf"(?P<month>{_MONTH}),?(?: del?)? (?P<year>\d{{4}})|"
    rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    r"|\d{1,2}[./]\d{1,2}[./]\d{4}",
    re.IGNORECASE,
)
AROUND_A_DATE = re.compile(
    r"(?:first |last )?(?:published|updated|modified|posted|submitted|created|date)(?: on| at)?|"
    r"publié(?: le)?|mis à jour(?: le)?|veröffentlicht(?: am)?|aktualisiert(?: am)?|stand|publicado(?: el)?|"
    r"actualizado(?: el)?|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|"
    r"\d{1,2}[:.h]\d\d(?::\d\d)?|\b(?:[ap]\.?m\b\.?|gmt|utc|bst|c?est|c?et|[ecmp][sd]t|at|on|à|um|uhr|a las|h)\b|"
    r"t\d\d:\d\d\S*|[\W_]",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"\W*(?:(?:first |last )?(?:published|updated|posted)|publié le|mis à jour|veröffentlicht|publicado el)\b",
    re.IGNORECASE,
)
