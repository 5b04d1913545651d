// The browser program. The page's own script starts it and then calls it through platform.cpp.
#include "client/app/application.hpp"

int main()
{
    static assent::app::Application application;
    assent::app::run(application);
    return 0;
}
