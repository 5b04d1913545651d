#pragma once
// All that a view needs; it includes this and nothing of Dear ImGui.
#include "client/ui/controls.hpp"
#include "client/ui/finder.hpp"
#include "client/ui/layout.hpp"
#include "client/ui/overlay.hpp"
#include "client/ui/page.hpp"
#include "client/ui/table.hpp"
#include "client/ui/text.hpp"
#include "client/ui/theme.hpp"
