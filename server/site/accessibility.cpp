// The accessibility statement: in the order and with the parts that the Accessibility Regulations 2018 ask for.
#include "server/site/pages.hpp"

namespace assent::site {

static constexpr std::string_view statement = R"html(<article class="prose">
<h1>Accessibility statement</h1>
<p>This statement is about Assent: the pages on which commissioning plans are drafted, discussed, decided on and published. The
organisation whose plans you read or work on here is responsible for it.</p>
<p>We want everybody to be able to use it. You should be able to:</p>
<ul>
<li>zoom in to 400% without words running off the screen; only wide tables scroll sideways, in a region of their own</li>
<li>do everything with a keyboard, and always see where you are</li>
<li>do everything with a screen reader</li>
<li>do everything by touch or with speech recognition</li>
<li>choose light or dark colours in your device's settings, and ask for stronger contrast there</li>
<li>read and print published plans without running any script</li>
</ul>
<h2>How accessible it is</h2>
<p>Signing in, published plans, their print versions and error pages are plain web pages. The working screens are painted on a
canvas, with real page elements laid over the painting that carry names, roles, states, text and focus.</p>
<p>We know of these limits:</p>
<ul>
<li>text in right-to-left and Indic scripts is shown less well in the working screens than in the published pages</li>
<li>if your browser cannot show WebGL 2 graphics, the working screens are not available; published plans are</li>
<li>text that authors paste in may use headings or wording that is hard to follow; authors are responsible for their words</li>
</ul>
<h2>Feedback and contact</h2>
<p>If you find something that does not work for you, or need a plan in another format such as large print, easy read, audio or
braille, tell the organisation whose plan it is. Its contact details are on its own website. Say which page you were on
and what you use, and it will answer in its usual time for enquiries.</p>
<h2>Enforcement procedure</h2>
<p>The Equality and Human Rights Commission is responsible for enforcing the Public Sector Bodies (Websites and Mobile
Applications) (No. 2) Accessibility Regulations 2018. If you are not happy with how your complaint was answered, contact the
<a href="https://www.equalityadvisoryservice.com/">Equality Advisory and Support Service</a>.</p>
<h2>Technical information</h2>
<h3>Compliance status</h3>
<p>Assent aims at the Web Content Accessibility Guidelines version 2.2, level AA. It is partially compliant: the limits listed
above remain, and nobody outside the project has audited it yet.</p>
<h3>How it was tested</h3>
<p>Automatic checks of all level A and AA rules that can be checked so run on every screen whenever the program is changed, as do
checks of keyboard order, visible focus, sizes of targets and the narrow layout. They find some faults, not all.</p>
</article>
)html";

std::string accessibility_statement()
{
    return page({"Accessibility statement", "", Chrome::site}, statement);
}

}  // namespace assent::site
